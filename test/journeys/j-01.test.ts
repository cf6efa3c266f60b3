import { personId } from '@union-graph/infra/demo';
import { unionId } from '@union-graph/infra/unions';
import { ask, codeOf, good, key } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

const JOIN = `mutation Join($a: ApplyForMembershipInput!, $c: GiveConsentInput!, $k: ApplyCardInput!) {
  applyForMembership(input: $a) { application { id status version } }
  giveConsent(input: $c) { consent { id purpose separate } }
  applyCard(input: $k) { card { id status } }
}`;

describe('J-01 水果摊主经社区联合工会入会领卡 / a fruit-stall keeper joins through a community joint union and gets the card', () => {
  const { tell, attempt, given } = story('J-01');
  const memberId = personId('wang-xiulan');
  const unionSize = async () =>
    good(await ask('chen-xiaomei', 'query ($id: ID!) { union(id: $id) { memberCount } }', { id: unionId('joint-panjiayuan') }))
      .union.memberCount as number;
  let sizeBefore: number;

  test('application, consent and card in one document: the card has to wait, the rest is done', async () => {
    sizeBefore = await unionSize();
    const answer = await ask('wang-xiulan', JOIN, {
      a: { idempotencyKey: key(), memberId, unionId: unionId('joint-panjiayuan') },
      c: {
        idempotencyKey: key(),
        memberId,
        purpose: 'DELIVERY',
        scope: ['card'],
        separate: true,
        evidenceRef: 'paper-2013-1019',
      },
      k: { idempotencyKey: key(), memberId },
    });
    expect(answer.errors).toMatchObject([{ path: ['applyCard'], extensions: { code: 'NOT_ELIGIBLE' } }]);
    expect(answer.data).toMatchObject({
      applyForMembership: { application: { status: 'SUBMITTED' } },
      giveConsent: { consent: { purpose: 'DELIVERY', separate: true } },
      applyCard: null,
    });
    given.applicationId = answer.data.applyForMembership.application.id;
    given.applicationVersion = answer.data.applyForMembership.application.version;
  });

  test('who applied does not decide, nor does another union', async () => {
    expect(codeOf(await attempt(2, { as: 'wang-xiulan' }))).toBe('FORBIDDEN');
    expect(codeOf(await attempt(2, { as: 'he-tao' }))).toBe('NOT_FOUND');
  });

  test('the officer approves, and the union has one member more', async () => {
    expect((await tell(2)).decideMembership.application.status).toBe('APPROVED');
    expect(await unionSize()).toBe(sizeBefore + 1);
    const twice = await attempt(1, { variables: { application: { idempotencyKey: key() } } });
    expect(codeOf(twice)).toBe('MEMBERSHIP_EXISTS');
  });

  test('the card is applied for once, issued and activated', async () => {
    expect((await tell(3)).applyCard.card.status).toBe('APPLIED');
    const more = await Promise.all(Array.from({ length: 10 }, () => attempt(3)));
    expect(new Set(more.map(codeOf))).toEqual(new Set(['CARD_ALREADY_ACTIVE']));
    expect((await tell(4)).issueCard.card).toMatchObject({ status: 'ISSUED', issuedAt: '2013-10-19' });
    expect((await tell(5)).activateCard.card.status).toBe('ACTIVE');
  });

  test('mutual-aid cover follows the card within five seconds', async () => {
    const { me } = await eventually(async () => {
      const data = await tell(6);
      return data.me.coverage?.status === 'ACTIVE' && data;
    }, 5);
    expect(me).toMatchObject({
      nameZh: '王秀兰',
      membershipStatus: 'ACTIVE',
      union: { nameZh: '潘家园社区联合工会' },
      card: { status: 'ACTIVE' },
    });
    expect(me.coverage.from <= '2013-10-19' && me.coverage.to >= '2013-10-19').toBe(true);
  });
});
