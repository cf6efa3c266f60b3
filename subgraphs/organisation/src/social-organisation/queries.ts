import { beginsWith, columns, empty, type PageSource, sql } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { allDistricts, countedDay } from '../district/queries.ts';
import { numbers } from '../rule/numbers.ts';
import type { QuerySocialOrganisationsArgs } from '../schema.gen.ts';
import { contactCount, contactPath } from './rules.ts';
import { SocialOrganisation } from './SocialOrganisation.ts';

type Filter = Pick<QuerySocialOrganisationsArgs, 'districtCode' | 'status' | 'nameStartsWith'>;

/** Social organisations by name; public. The order of the states is that of `standing`. */
export const socialOrganisations: PageSource<SocialOrganisation, Filter> = {
  name: 'socialOrganisations',
  select: ({ districtCode, status, nameStartsWith }) => sql`select ${columns(SocialOrganisation, 'o')} from social_organisation o
    where true ${nameStartsWith ? sql`and ${beginsWith('o.name_zh', nameStartsWith)}` : empty}
    ${districtCode ? sql`and exists (select from contact_link l where l.social_organisation_id = o.id and l.district_code = ${districtCode})` : empty}
    ${
      status
        ? sql`and ${status} = coalesce((select l.status from contact_link l where l.social_organisation_id = o.id
          order by array_position(array['LINKED', 'SUSPENDED', 'CONTACTED', 'CANDIDATE', 'ENDED'], l.status) limit 1), 'CANDIDATE')`
        : empty
    }`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** The contacts of the city and of every district in a year (S-21); `BAD_USER_INPUT` for a year to come. */
export async function contactCoverage(ctx: Context, year: number) {
  const on = countedDay(ctx, year);
  const months = ctx.number(numbers.LASTING_MONTHS, on);
  const counted = async (code: string | null) =>
    contactCount(code, await ctx.loaders.activeContacts.load({ path: contactPath(code), on, months }), (wanted) =>
      ctx.number(wanted, on),
    );
  const districts = await allDistricts(ctx);
  const [city, ...counts] = await Promise.all([counted(null), ...districts.map(({ code }) => counted(code))]);
  return {
    year,
    countedOn: on,
    city,
    districts: districts.map((district, at) => ({ district, contacts: counts[at] })),
  };
}
