import { Refusal } from '@union-graph/subgraph';

const taken = (what: string) => () => new Refusal('DUPLICATE', `${what} has a mediation organisation already. Use that one.`);

/** What a violated constraint of this noun means to a client. */
export const orgConstraints = {
  mediation_org_one_city_centre: taken('The city'),
  mediation_org_one_district_centre: taken('The district'),
  mediation_org_one_industry_centre: taken('The industry'),
  mediation_org_one_room: taken('The service point'),
  mediation_org_one_committee: taken('The enterprise'),
};
