import { codeOf } from '../house/client.ts';
import { story } from '../house/story.ts';

describe('S-65 健步走廊 / the walkway', () => {
  const { tell, attempt } = story('S-65');

  test('it is open day and night, and its counter says how many are there', async () => {
    const [walkway] = (await tell(1)).facilities.nodes;
    expect(walkway).toMatchObject({ nameZh: '千米健步走廊', openedOn: '2013-08-06', lengthM: 825, widthM: 4, areaSqm: 8000 });
    expect(walkway.venue.operator).toBe('北京职工体育服务中心');
    expect(new Set(walkway.openingHours.map(({ opens, closes }: Record<string, string>) => `${opens} ${closes}`))).toEqual(
      new Set(['00:00 24:00']),
    );
    expect((await tell(2)).countPassage.occupancy.inside).toBe(walkway.occupancy.inside + 2);
    expect(codeOf(await attempt(3))).toBe('VALIDATION_FAILED');
    expect((await tell(4)).resetOccupancy.occupancy.inside).toBe(120);
  });
});

describe('S-66 公益场馆 / what a venue gets, and the rules that it sets', () => {
  const { tell, attempt } = story('S-66');

  test('staff read and record what was spent; a new rule holds from its day on', async () => {
    const spent = (nodes: { investments: { amountFen: string }[] | null }[]) =>
      nodes.flatMap(({ investments }) => investments ?? []).reduce((sum, { amountFen }) => sum + Number(amountFen), 0);
    const before = spent((await tell(1)).venues.nodes);
    expect(before).toBe(556_000_000);
    await tell(2);
    expect(spent((await tell(1)).venues.nodes)).toBe(before + 45_000_000);
    expect(codeOf(await attempt(2))).toBe('DUPLICATE');
    expect(codeOf(await attempt(2, { as: 'zhao-zhiqiang' }))).toBe('FORBIDDEN');
    expect((await tell(3)).venue.limits[0]).toMatchObject({ name: 'HOLD_MINUTES', value: 5, version: 0 });
    expect((await tell(4)).setVenueLimit.venue.limits[0]).toEqual({
      ...{ name: 'HOLD_MINUTES', value: 8, effectiveFrom: '2013-10-28' },
    });
    expect(codeOf(await attempt(4))).toBe('VERSION_CONFLICT');
  });
});

describe('S-67 五进五送 / five in, five out', () => {
  const { tell, attempt } = story('S-67');

  test('a joint union comes into the theatre, when nothing else takes place there', async () => {
    const [offer] = (await tell(1)).fiveInFiveOut.nodes;
    expect(offer).toMatchObject({
      quota: 12,
      servedCount: 1,
      facility: { nameZh: '剧场', venue: { nameZh: '北京市劳动人民文化宫' } },
    });
    expect(codeOf(await attempt(2, { as: 'he-tao' }))).toBe('FORBIDDEN');
    expect((await tell(2)).requestOutreach.request).toMatchObject({
      status: 'SUBMITTED',
      requester: { nameZh: '潘家园社区联合工会' },
    });
    expect((await tell(3)).reviewOutreach.request).toMatchObject({ status: 'REVIEWED', offer: { servedCount: 2 } });
    expect(codeOf(await attempt(4))).toBe('SLOT_TAKEN');
    const early = { input: { start: '2013-10-27T08:59:00+08:00' } };
    expect(codeOf(await attempt(5, { variables: early }))).toBe('OUTSIDE_HOURS');
    expect((await tell(5)).scheduleOutreach.request).toMatchObject({ status: 'SCHEDULED', facility: { nameZh: '剧场' } });
  });
});

describe('S-68 候补 / waiting for a court', () => {
  const { tell, attempt } = story('S-68');

  test('the first in the line is offered what is cancelled, and takes it; who came later waits on', async () => {
    expect((await tell(1)).joinWaitlist.entry).toMatchObject({ status: 'WAITING', position: 3 });
    expect((await tell(2)).cancelBooking.booking.status).toBe('CANCELLED');
    expect((await tell(3)).myWaitlist.nodes[0]).toMatchObject({
      status: 'OFFERED',
      offerExpiresAt: '2013-10-19T02:30:00.000Z',
      booking: { status: 'HELD' },
    });
    expect(codeOf(await attempt(4, { as: 'ma-qiang' }))).toBe('NOT_FOUND');
    expect((await tell(4)).acceptSlotOffer).toMatchObject({ entry: { status: 'TAKEN' }, booking: { status: 'CONFIRMED' } });
    expect((await attempt(3, { as: 'ma-qiang' })).data.myWaitlist.nodes[0].status).toBe('WAITING');
  });
});

describe('S-70 赛事门票 / tickets for a match', () => {
  const { tell, attempt } = story('S-70');

  test('a ticket at the card-holder’s price lets in once', async () => {
    const { ticketTypes } = (await tell(1)).cultureEvents.nodes[0];
    expect(ticketTypes[1]).toMatchObject({ nameZh: '看台票', perCardLimit: 2, sold: 3 });
    expect((await tell(2)).registerForEvent.registration).toMatchObject({ status: 'CONFIRMED', priceFen: '4000' });
    expect((await tell(3)).checkInTicket.registration.status).toBe('CHECKED_IN');
    expect(codeOf(await attempt(3))).toBe('DUPLICATE');
  });

  test('an event that is called off: its holder reads why, and the ticket is void', async () => {
    expect((await tell(4)).cancelEvent.event).toMatchObject({ status: 'CANCELLED', registrationCount: 0 });
    expect(codeOf(await attempt(4, { variables: { input: { expectedVersion: 2 } } }))).toBe('INVALID_TRANSITION');
    const { nodes } = (await tell(5)).myRegistrations;
    const walk = nodes.find(({ event }: { event: { programme: string } }) => event.programme === 'SPORTS');
    expect(walk).toMatchObject({ status: 'CANCELLED', ticketCode: null, event: { cancelReason: '空气重污染橙色预警' } });
  });
});

describe('S-71 健身团队 / fitness groups', () => {
  const { tell, attempt } = story('S-71');

  test('a group has half of the evening, until the end of the year, and not on the days that it excepts', async () => {
    await tell(1);
    const { bookedCount, skipped } = (await tell(2)).bookRecurring;
    expect([bookedCount, skipped]).toEqual([10, [{ on: '2013-12-24', reason: 'EXCEPTION' }]]);
    const more = await attempt(2, { variables: { input: { start: '17:00', end: '18:00' } } });
    expect(codeOf(more)).toBe('QUOTA_EXCEEDED');
    const { nodes } = (await tell(3)).fitnessGroups;
    const own = nodes.find(({ nameZh }: { nameZh: string }) => nameZh === '龙山乒乓球晚练队');
    expect(own.recurring).toHaveLength(1);
  });
});

describe('S-73 劳模寄语 / messages of model workers', () => {
  const { tell, attempt } = story('S-73');

  test('a model worker who is invited and consents signs; everybody reads it', async () => {
    expect(codeOf(await attempt(1, { as: 'li-jianguo' }))).toBe('NOT_ELIGIBLE');
    const { message } = (await tell(1)).signMessage;
    expect((await tell(2)).cultureEvent.messages.nodes).toEqual([{ text: message.text, signedAt: message.signedAt }]);
  });
});

describe('S-74 屏幕联播 / a film on public screens', () => {
  const { tell, attempt } = story('S-74');

  test('a campaign goes live when 95 % of its screens have the film; each screen tells once whether it played', async () => {
    const { screenCampaigns, screenStats } = await tell(1);
    expect(screenCampaigns.nodes.map(({ status }: { status: string }) => status)).toEqual(['SCREENS_BOOKED', 'REPORTED']);
    expect(screenCampaigns.nodes[1].playouts).toEqual({ booked: 50, acknowledged: 50, played: 48, failed: 2 });
    expect(screenStats.screens).toBe(50);
    expect(codeOf(await attempt(4, { variables: { input: { expectedVersion: 3 } } }))).toBe('INVALID_TRANSITION');
    const { campaign, file } = (await tell(2)).recordAcknowledgements;
    expect([campaign.playouts.acknowledged, file.accepted, file.unchanged]).toEqual([48, 2, 1]);
    expect(file.errors).toEqual([{ line: 5, screenNo: 'BJ-9999', code: 'UNKNOWN_SCREEN' }]);
    expect((await tell(3)).recordRehearsal.campaign.status).toBe('REHEARSED');
    expect((await tell(4)).startCampaign.campaign.status).toBe('LIVE');
    const played = (await tell(5)).recordPlayouts;
    expect(played.campaign.playouts).toMatchObject({ played: 2, failed: 1 });
    expect(played.file.errors).toEqual([{ line: 5, screenNo: 'BJ-0004', code: 'NOT_SAME_MOMENT' }]);
    const { byDistrict } = (await tell(6)).screenStats;
    expect(byDistrict).toHaveLength(17);
    expect(byDistrict[0]).toMatchObject({ district: { nameZh: '东城区' }, playouts: { booked: 3, played: 1, failed: 0 } });
  });
});
