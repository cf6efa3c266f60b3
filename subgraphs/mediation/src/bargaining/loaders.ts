import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { BargainingRound } from './BargainingRound.ts';
import { CongressVote } from './CongressVote.ts';
import { GuaranteeCheck } from './GuaranteeCheck.ts';
import { RoundEmployer } from './RoundEmployer.ts';
import { RoundRep } from './RoundRep.ts';
import { roundScope } from './scope.ts';

/** Rounds by id, of those that the viewer may see. */
export const bargainingRound: Batch<string, BargainingRound | null> = async ({ db, viewer, now }, ids) => {
  const found = await rows<BargainingRound>(
    db,
    sql`select ${columns(BargainingRound, 'r')} from bargaining_round r where r.id = any(${ids}::uuid[]) and ${roundScope({ viewer, now })}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The employers that were asked in each round. */
export const employersOfRound: Batch<string, RoundEmployer[]> = async ({ db }, ids) => {
  const found = await rows<RoundEmployer>(
    db,
    sql`select ${columns(RoundEmployer, 'e')} from round_employer e where e.round_id = any(${ids}::uuid[]) order by e.enterprise_id`,
  );
  return grouped(ids, found, ({ roundId }) => roundId);
};

/** The present representatives of both sides of each round. */
export const repsOfRound: Batch<string, RoundRep[]> = async ({ db }, ids) => {
  const found = await rows<RoundRep>(
    db,
    sql`select ${columns(RoundRep, 'p')} from round_rep p
    where p.round_id = any(${ids}::uuid[]) and p.is_current order by p.side, p.position`,
  );
  return grouped(ids, found, ({ roundId }) => roundId);
};

/** The last check of each guarantee of each round's present draft. */
export const checksOfRound: Batch<string, GuaranteeCheck[]> = async ({ db }, ids) => {
  const found = await rows<GuaranteeCheck>(
    db,
    sql`select distinct on (g.round_id, g.kind) ${columns(GuaranteeCheck, 'g')} from guarantee_check g
    join bargaining_round r on r.id = g.round_id and r.draft_no = g.draft_no
    where g.round_id = any(${ids}::uuid[]) order by g.round_id, g.kind, g.recorded_at desc, g.id desc`,
  );
  return grouped(ids, found, ({ roundId }) => roundId);
};

/** The last vote on each round's present draft. */
export const voteOfRound: Batch<string, CongressVote | null> = async ({ db }, ids) => {
  const found = await rows<CongressVote>(
    db,
    sql`select distinct on (v.round_id) ${columns(CongressVote, 'v')} from congress_vote v
    join bargaining_round r on r.id = v.round_id and r.draft_no = v.draft_no
    where v.round_id = any(${ids}::uuid[]) order by v.round_id, v.recorded_at desc, v.id desc`,
  );
  return inOrder(ids, found, ({ roundId }) => roundId);
};

/** The sides that have signed each round's present draft. */
export const signedSides: Batch<string, { roundId: string; side: 'WORKERS' | 'EMPLOYER' }[]> = async ({ db }, ids) => {
  const found = await rows<{ roundId: string; side: 'WORKERS' | 'EMPLOYER' }>(
    db,
    sql`select s.round_id as "roundId", s.side from round_signature s
    join bargaining_round r on r.id = s.round_id and r.draft_no = s.draft_no and r.signing_no = s.signing_no
    where s.round_id = any(${ids}::uuid[]) order by s.side desc`,
  );
  return grouped(ids, found, ({ roundId }) => roundId);
};
