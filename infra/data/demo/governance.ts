import { id } from '../ids.ts';
import { AGREEMENTS, type AgreementSeed } from './governance-agreements.ts';
import { personId } from './persons.ts';
import { unionId } from './unions.ts';

/** Who owns each subgraph and decides about its fields. */
const STEWARDS: Readonly<Record<string, string>> = {
  organisation: 'shen-ping',
  mediation: 'peng-bo',
  training: 'lu-yang',
  venues: 'ding-hao',
  'warmth-fund': 'xie-min',
  governance: 'shen-ping',
};

/** What one operation may cost, and of how many persons personal data may be read in a day (domain rule 4.2). */
const MOST: Readonly<Record<AgreementSeed['kind'], { readonly max_cost: number; readonly persons_per_day: number }>> = {
  INCUBATED: { max_cost: 200, persons_per_day: 1 },
  PURCHASED: { max_cost: 200, persons_per_day: 1 },
  CONTACT: { max_cost: 2_000, persons_per_day: 1 },
  RESEARCH: { max_cost: 2_000, persons_per_day: 1 },
  LEGAL_SERVICE: { max_cost: 500, persons_per_day: 200 },
};

const agreementId = (name: string): string => id('agreement', name);
const dayBefore = (day: string): Date => new Date(Date.parse(`${day}T09:00:00+08:00`) - 86_400_000);
const clients = new Map(AGREEMENTS.map(({ client, party }) => [client, party]));

/** The rows of the gateway's own database. */
export const tables = [
  {
    table: 'registered_subgraph',
    rows: Object.keys(STEWARDS).map((name) => ({ name, owner_union_id: unionId('city') })),
  },
  {
    table: 'steward',
    rows: Object.entries(STEWARDS).map(([subgraph, login]) => ({ subgraph, person_id: personId(login) })),
  },
  {
    table: 'partner_client',
    rows: [...clients].map(([client, party]) => ({
      client_id: client,
      party_id: party,
      registered_by: personId('cheng-jing'),
      evidence_ref: `档案/${client}`,
      registered_at: new Date('2012-09-01T09:00:00+08:00'),
    })),
  },
  {
    table: 'data_sharing_agreement',
    rows: AGREEMENTS.map(
      ({ name, kind, party, client, purposes, from, to, perDay, status = 'SIGNED', projects = [], districts = [] }) => ({
        id: agreementId(name),
        kind,
        party_id: party,
        client_id: client,
        purposes,
        district_codes: districts,
        project_ids: projects.map((code) => id('service-project', code)),
        per_minute: 60,
        ...MOST[kind],
        per_day: perDay,
        valid_from: from,
        valid_to: to,
        status,
        drafted_by: personId('jiang-nan'),
        client_registered_by: personId('cheng-jing'),
        approved_by: personId('luo-qing'),
        impact_assessment_id: `PIA-2013-${name}`,
        reason: status === 'SUSPENDED' ? '联系人变更，等待确认' : null,
        version: 1,
      }),
    ),
  },
  {
    table: 'field_approval',
    rows: AGREEMENTS.flatMap(({ name, from, fields }) =>
      Object.entries(fields).flatMap(([subgraph, coordinates]) =>
        coordinates.map((coordinate) => ({
          agreement_id: agreementId(name),
          coordinate,
          subgraph,
          decision: 'APPROVED',
          decided_by: personId(STEWARDS[subgraph] as string),
          decided_at: dayBefore(from),
        })),
      ),
    ),
  },
  {
    table: 'signature',
    rows: AGREEMENTS.flatMap(({ name, client, from }) =>
      [
        { side: 'FEDERATION', signatory: '江楠', recorded_by: personId('jiang-nan'), client_id: null },
        { side: 'PARTNER', signatory: '负责人（示例）', recorded_by: null, client_id: client },
      ].map((signature) => ({ agreement_id: agreementId(name), ...signature, at: dayBefore(from) })),
    ),
  },
];
