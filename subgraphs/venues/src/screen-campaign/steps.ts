import { campaignReported } from '@union-graph/events';
import { civilDay, refuseIf, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { ApproveFilmInput, RecordRehearsalInput, ReportCampaignInput, StartCampaignInput } from '../schema.gen.ts';
import { counted, lockCampaign, stepTo } from './getCampaign.ts';
import { assertStep, isReady } from './rules.ts';
import type { ScreenCampaign } from './ScreenCampaign.ts';

interface Stepped {
  readonly campaign: ScreenCampaign;
}

/** Approves the film, so that screens can be booked for it. */
export async function approveFilm(tx: Tx, input: ApproveFilmInput): Promise<Stepped> {
  const campaign = await lockCampaign(tx, input.campaignId, input.expectedVersion);
  return { campaign: await stepTo(tx, campaign, 'FILM_APPROVED', { approvedAt: tx.now }) };
}

/** Records that the playing was rehearsed. */
export async function recordRehearsal(tx: Tx, input: RecordRehearsalInput): Promise<Stepped> {
  const campaign = await lockCampaign(tx, input.campaignId, input.expectedVersion);
  return { campaign: await stepTo(tx, campaign, 'REHEARSED', { rehearsedAt: tx.now }) };
}

/** Lets a campaign go live on its day, when enough of the booked screens have the film: `THRESHOLD_NOT_MET` otherwise (2.4.2, S-74). */
export async function startCampaign(tx: Tx, input: StartCampaignInput): Promise<Stepped> {
  const campaign = await lockCampaign(tx, input.campaignId, input.expectedVersion);
  assertStep(campaign.status, 'LIVE');
  const day = civilDay(campaign.playAt);
  refuseIf(civilDay(tx.now) < day, 'VALIDATION_FAILED', `The film is played on ${day}; the campaign goes live on that day.`, {
    rule: 'S-74',
    field: 'campaignId',
  });
  refuseIf(civilDay(tx.now) > day, 'DEADLINE_PASSED', `The film was to be played on ${day}.`, { field: 'campaignId' });
  const liveBp = tx.number(numbers.LIVE_ACKNOWLEDGED_BP);
  const { acknowledged, booked } = campaign;
  refuseIf(
    !isReady(campaign, liveBp),
    'THRESHOLD_NOT_MET',
    `${acknowledged} of ${booked} booked screens have the film; a campaign goes live at ${liveBp / 100} %.`,
    { rule: 'S-74', field: 'campaignId' },
  );
  return { campaign: await stepTo(tx, campaign, 'LIVE', { liveAt: tx.now, liveBp }) };
}

/** Closes a campaign that was played: its figures stand from now on, and others are told. */
export async function reportCampaign(tx: Tx, input: ReportCampaignInput): Promise<Stepped> {
  const before = await lockCampaign(tx, input.campaignId, input.expectedVersion);
  assertStep(before.status, 'REPORTED');
  const over = new Date(before.playAt.getTime() + before.lengthMinutes * 60_000);
  refuseIf(over > tx.now, 'VALIDATION_FAILED', `The film plays until ${over.toISOString()}. Report it afterwards.`, {
    rule: 'S-74',
    field: 'campaignId',
  });
  await stepTo(tx, before, 'REPORTED', { reportedAt: tx.now });
  const campaign = await counted(tx, before);
  const { id, version, booked, acknowledged, played, failed } = campaign;
  await tx.publish(campaignReported, { id, version }, { scopePath: '/city/', booked, acknowledged, played, failed });
  return { campaign };
}
