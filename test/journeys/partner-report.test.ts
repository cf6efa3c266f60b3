import { codeOf, good, key, send, TODAY, tokenOfPartner } from '../house/client.ts';
import { eventually } from '../house/house.ts';

const REPORT = `mutation ($input: ReportProjectInput!) {
  reportProject(input: $input) { report { id kind directCumulative text period { from to } } }
}`;

interface OwnProject {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly reports: readonly { readonly id: string; readonly directCumulative: number }[];
}

describe('合作组织的程序提交项目报告 / the program of an organisation reports on its own project (S-23, 4.1)', () => {
  const as = async (client: string, query: string, variables: object = {}, purpose = 'DELIVERY') =>
    send(
      { query, variables },
      { authorization: `Bearer ${await tokenOfPartner(client)}`, 'x-test-now': TODAY, 'x-purpose': purpose },
    );
  const ownProject = async (client: string): Promise<OwnProject> =>
    good(await as(client, '{ myProjects { id code version reports { id directCumulative } } }')).myProjects[0];
  const input = (project: { id: string }, more: object = {}) => ({
    idempotencyKey: key(),
    projectId: project.id,
    kind: 'PROGRESS',
    period: { from: '2013-10-01', to: '2013-10-18' },
    directCumulative: 3_200,
    text: '十月开展社区法律咨询与子女课后照料。',
    beneficiaries: Array.from({ length: 12 }, (_, at) => ({
      pseudonym: `工友-${at}`,
      districtCode: '110105',
      group: '皮村社区',
    })),
    ...more,
  });
  const report = (client: string, body: object, purpose?: string) => as(client, REPORT, { input: body }, purpose);

  test('it finds its project by its agreement, and reports on it under the id that it read', async () => {
    await eventually(async () => codeOf(await as('ngo-workers-home', '{ myProjects { id } }')) === null);
    const before = await ownProject('ngo-workers-home');
    const body = input(before);
    const { report: written } = good(await report('ngo-workers-home', body)).reportProject;
    expect(written).toMatchObject({ kind: 'PROGRESS', directCumulative: 3_200 });
    const after = await ownProject('ngo-workers-home');
    expect(after.reports.map(({ id }) => id)).toEqual([...before.reports.map(({ id }) => id), written.id]);
    expect(after.version).toBe(before.version + 1);
    expect(good(await report('ngo-workers-home', body)).reportProject.report.id).toBe(written.id);
    expect(await ownProject('ngo-workers-home')).toEqual(after);
  });

  test('5,000 people in one report are no more than its agreement lets an operation cost; 5,001 are refused', async () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ pseudonym: `读者-${at}`, districtCode: '110114', group: '社区' }));
    const project = await ownProject('ngo-secret');
    const body = (count: number) => input(project, { directCumulative: 9_000, beneficiaries: people(count) });
    expect(codeOf(await report('ngo-secret', body(5_001)))).toBe('BAD_USER_INPUT');
    expect(good(await report('ngo-secret', body(5_000))).reportProject.report.directCumulative).toBe(9_000);
  });

  test('2.5.7: fewer people than before, another’s project, and a purpose or agreement without reports are refused', async () => {
    const own = await ownProject('ngo-workers-home');
    const other = await ownProject('ngo-women');
    expect(codeOf(await report('ngo-workers-home', input(own, { directCumulative: 3_099 })))).toBe('VALIDATION_FAILED');
    expect(codeOf(await report('ngo-workers-home', input(own, { directCumulative: -1 })))).toMatch(
      /BAD_USER_INPUT|VALIDATION_FAILED/,
    );
    expect(codeOf(await report('ngo-workers-home', input(own, { idempotencyKey: 'short' })))).toBe('BAD_USER_INPUT');
    expect(codeOf(await report('ngo-women', input(own)))).toBe('NOT_FOUND');
    expect(codeOf(await report('ngo-workers-home', input(other)))).toBe('NOT_FOUND');
    expect(codeOf(await report('ngo-workers-home', input(own), 'MATCHING'))).toBe('FIELD_NOT_ALLOWED');
    expect(codeOf(await report('ngo-workers-home', input(own), 'STATISTICS'))).toBe('PURPOSE_MISMATCH');
    expect((await ownProject('ngo-workers-home')).reports).toEqual(own.reports);
  });
});
