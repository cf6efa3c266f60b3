import { newId } from '@union-graph/subgraph';
import { staff } from '@union-graph/testing';
import { approver, caseworker } from '../../test/books.ts';
import { claimDesk } from '../../test/claimDesk.ts';
import { type Covered, claimStep, covered, paper, type TestClaim, tellDeath } from '../../test/claims.ts';

describe('one event is claimed and paid once (FND-INV-5)', () => {
  const desk = claimDesk();
  const { submit, code, step, submitted, assessed, spouseOf } = desk;

  test('FND-INV-5: one fire is claimed once, whatever day it is given and whatever papers it has', async () => {
    const papers = (text: string) => [
      paper('FIRE_REPORT', `${desk.who.person} report ${text}`),
      paper('LOSS_LIST', `${desk.who.person} list ${text}`),
    ];
    const first = await submitted({ eventAt: '2013-09-10', documents: papers('one') });
    for (const eventAt of ['2013-09-09', '2013-09-11', '2013-08-12', '2013-10-09'])
      expect(await code(submit({ eventAt, documents: papers(eventAt) }))).toBe('DUPLICATE');
    // The same papers on any day; a copy of what no event asks for is none.
    expect(await code(submit({ eventAt: '2013-05-10', documents: papers('one') }))).toBe('DUPLICATE');
    const other = (await submit({ eventAt: '2013-05-10', documents: papers('two').slice(1) })).data.submitClaim.claim;
    expect(await code(step(desk.who.viewer, 'addClaimDocuments', other, { documents: papers('one').slice(0, 1) }))).toBe(
      'DUPLICATE',
    );
    expect(await code(step(desk.who.viewer, 'addClaimDocuments', other, { documents: papers('two').slice(0, 1) }))).toBeNull();
    // A caseworker who has seen both says that it is another one; nobody else may.
    const again = { eventAt: '2013-09-12', documents: papers('three'), isAnotherEvent: true };
    expect(await code(submit(again))).toBe('FORBIDDEN');
    expect(await code(submit(again, staff(desk.who.person, 'FUND_CASEWORKER')))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(submit({ ...again, memberId: desk.who.person }, caseworker))).toBeNull();
    await claimStep(desk.subgraph, caseworker, 'assessClaim', first, { decision: 'REJECT', reason: '日期有误' });
    expect(await code(submit({ eventAt: '2013-08-13', documents: papers('one') }))).toBeNull();
  });

  test('FND-INV-5: one report proves one of two claims that get it at the same time', async () => {
    const claims = [
      await submitted({ eventAt: '2013-05-10', documents: [] }),
      await submitted({ eventAt: '2013-09-10', documents: [] }),
    ];
    const documents = [paper('FIRE_REPORT', `${desk.who.person} report`)];
    const codes = await Promise.all(claims.map((one) => code(step(desk.who.viewer, 'addClaimDocuments', one, { documents }))));
    expect(codes.toSorted()).toEqual(['DUPLICATE', null]);
  });

  test('FND-INV-5: of twenty claims for one fire on twenty days at once one is written', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        code(
          submit({
            eventAt: `2013-09-${String(n + 1).padStart(2, '0')}`,
            documents: [paper('FIRE_REPORT', `${desk.who.person} ${n}`)],
          }),
        ),
      ),
    );
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
  });

  test('one event is claimed once, also twenty times at once', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(submit())));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    const death = { event: 'DEATH', lossFen: null, memberId: desk.who.person };
    await tellDeath(desk.subgraph, desk.who.person, '2013-09-10');
    expect(await code(submit(death, caseworker))).toBeNull();
  });

  test('FND-INV-5: a loss that another book pays for is not paid by the mutual aid, too', async () => {
    const claim = await assessed();
    await desk.subgraph.sql(
      `insert into paid_loss (id, member_id, kind, happened_on, book, source_type, source_id)
       values (gen_random_uuid(), $1, 'HOME_FIRE', '2013-09-10', 'FOUNDATION', 'AidApplication', $2)`,
      [desk.who.person, newId()],
    );
    expect(await code(step(approver, 'approveClaim', claim, { decision: 'ACCEPT' }))).toBe('DUPLICATE');
  });

  test.each([
    ['2013-09-12', ['DUPLICATE', null]],
    ['2013-10-10', [null, null]],
  ])(
    'FND-INV-5: a fire of 10 September that the other spouse dates %s: %j, also of two approvals at once',
    async (eventAt, expected) => {
      const spouse = await spouseOf(desk.who.person);
      const theirs = (await submit({ eventAt }, spouse.viewer)).data.submitClaim.claim;
      const claims = [
        await assessed(),
        await claimStep(desk.subgraph, caseworker, 'assessClaim', theirs, { decision: 'ACCEPT' }),
      ];
      const codes = await Promise.all(claims.map((one) => code(step(approver, 'approveClaim', one, { decision: 'ACCEPT' }))));
      expect(codes.toSorted()).toEqual(expected);
    },
  );

  test('FND-INV-5: a fire in a home is paid once, whoever of the household claims for it; a fire of another day again', async () => {
    const spouse = await spouseOf(desk.who.person);
    const assess = async (more: object, viewer: Covered['viewer']) => {
      const { claim } = (await submit(more, viewer)).data.submitClaim;
      return claimStep(desk.subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    };
    const [own, theirs, later] = [
      await assessed(),
      await assess({}, spouse.viewer),
      await assess({ eventAt: '2013-10-11' }, spouse.viewer),
    ];
    const codes = await Promise.all(
      [own, theirs].map((one) => code(step(approver, 'approveClaim', one, { decision: 'ACCEPT' }))),
    );
    expect(codes.toSorted()).toEqual(['DUPLICATE', null]);
    expect(await code(step(approver, 'approveClaim', later, { decision: 'ACCEPT' }))).toBeNull();
  });

  test('FND-INV-5: papers that prove one person’s fire prove none of another household, until a caseworker says so', async () => {
    const documents = (['FIRE_REPORT', 'LOSS_LIST'] as const).map((kind) => paper(kind, `${desk.who.person} ${kind}`));
    const { claimNo } = (await submit({ documents })).data.submitClaim.claim;
    const spouse = await spouseOf(desk.who.person);
    expect(await code(submit({ documents }, spouse.viewer))).toBeNull();
    const neighbour = await covered(desk.subgraph);
    // On another day, too, and with one of the papers.
    for (const more of [{}, { eventAt: '2013-05-10' }, { documents: documents.slice(1) }])
      expect(await code(submit({ documents, ...more }, neighbour.viewer))).toBe('DUPLICATE');
    const told = async (viewer: Covered['viewer']) =>
      (await submit({ documents, memberId: neighbour.person }, viewer)).errors?.[0]?.message;
    expect(await told(caseworker)).toContain(claimNo);
    expect(await told(neighbour.viewer)).not.toMatch(/HB\d/);
    const { claim } = (await submit({ documents: [] }, neighbour.viewer)).data.submitClaim;
    const add = (viewer: Covered['viewer'], more: object = {}) =>
      code(step(viewer, 'addClaimDocuments', claim, { documents, ...more }));
    expect(await add(neighbour.viewer)).toBe('DUPLICATE');
    expect(await add(neighbour.viewer, { isAnotherEvent: true })).toBe('FORBIDDEN');
    expect(await add({ ...caseworker, personId: neighbour.person }, { isAnotherEvent: true })).toBe('SEPARATION_OF_DUTIES');
    expect(await add(caseworker, { isAnotherEvent: true })).toBeNull();
    const third = await covered(desk.subgraph);
    expect(await code(submit({ documents, memberId: third.person, isAnotherEvent: true }, caseworker))).toBeNull();
  });

  test('FND-INV-5: of twenty persons who claim with one report at once one has a claim, and a rejected claim keeps its papers', async () => {
    const documents = [paper('FIRE_REPORT', `${desk.who.person} report`)];
    const persons = await Promise.all(Array.from({ length: 20 }, () => covered(desk.subgraph)));
    const answers = await Promise.all(persons.map(({ viewer }) => submit({ documents }, viewer)));
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? null);
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    const claim: TestClaim = answers.flatMap(({ data }) => data.submitClaim?.claim ?? [])[0];
    await claimStep(desk.subgraph, caseworker, 'assessClaim', claim, { decision: 'REJECT', reason: '材料不实' });
    expect(await code(submit({ documents }))).toBe('DUPLICATE');
  });
});
