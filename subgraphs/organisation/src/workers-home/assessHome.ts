import { homeStandardReached } from '@union-graph/events';
import {
  assertTransition,
  checkedOpenText,
  civilDay,
  insertRow,
  newId,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { CheckInput, FiveBrightsInput, ReviewHomeInput, SubmitHomeAssessmentInput } from '../schema.gen.ts';
import { getHome } from './getHome.ts';
import { HomeAssessment } from './HomeAssessment.ts';
import { allPass, type BrightCheck, type Brights, HOME_TRANSITIONS, type HomeStatus } from './rules.ts';
import { WorkersHome } from './WorkersHome.ts';

const MOST_ITEMS = 30;
/** As long as the door of arguments lets them be. */
const LONGEST_ITEM = 300;
const LONGEST_NOTE = 10_000;

/** The union's own assessment of a home that is being built or mended (domain rule 2.1.3). */
export async function submitHomeAssessment(tx: Tx, input: SubmitHomeAssessmentInput): Promise<{ home: WorkersHome }> {
  const home = await getHome(tx, 'submitHomeAssessment', input);
  assertTransition(HOME_TRANSITIONS, 'home', home.status, 'SELF_ASSESSED');
  const brights = readBrights(input.brights);
  await checkIdentity(tx, home, brights);
  await addAssessment(tx, home, 'SELF_ASSESSED', brights);
  return { home: await updateRow(tx.db, WorkersHome, home, { status: 'SELF_ASSESSED' }) };
}

/**
 * The city's review of an assessed home, or its check of a standard one (domain rule 2.1.3). A home that nobody took up for
 * review is taken up by reviewing it. All five brights are needed for the standard (S-41); not by who assessed it.
 */
export async function reviewHome(tx: Tx, input: ReviewHomeInput): Promise<{ home: WorkersHome }> {
  const home = await getHome(tx, 'reviewHome', input);
  const again = home.status === 'STANDARD';
  if (home.status !== 'CITY_REVIEW' && !again) assertTransition(HOME_TRANSITIONS, 'home', home.status, 'CITY_REVIEW');
  const brights = readBrights(input.brights);
  refuseIf(
    await tx.db.existsBy(HomeAssessment, { homeId: home.id, byId: tx.viewer.personId as string, result: 'SELF_ASSESSED' }),
    'SEPARATION_OF_DUTIES',
    'Whoever assessed a home does not review it. Ask a colleague.',
    { rule: '2.1.3' },
  );
  refuseIf(
    input.standard && !allPass(brights),
    'THRESHOLD_NOT_MET',
    'A standard home has all five brights. Let it be mended, and review it again.',
    { rule: 'S-41', field: 'brights' },
  );
  await checkIdentity(tx, home, brights);
  const status = input.standard ? 'STANDARD' : again ? 'LAPSED' : 'RECTIFYING';
  await addAssessment(tx, home, status, brights);
  const checkedOn = civilDay(tx.now);
  const dates = input.standard || again ? { standardSince: home.standardSince ?? checkedOn, checkedOn } : {};
  const reviewed = await updateRow(tx.db, WorkersHome, home, { status, ...dates });
  if (status === 'STANDARD' && !again) {
    await tx.publish(homeStandardReached, reviewed, {
      unionId: reviewed.unionId,
      districtCode: reviewed.districtCode,
      reachedOn: checkedOn,
    });
  }
  return { home: reviewed };
}

const addAssessment = (tx: Tx, { id: homeId }: WorkersHome, result: HomeStatus, brights: Brights): Promise<HomeAssessment> =>
  insertRow(tx.db, HomeAssessment, {
    id: newId(),
    homeId,
    assessedAt: tx.now,
    at: civilDay(tx.now),
    byId: tx.viewer.personId as string,
    result,
    brights,
    allPass: allPass(brights),
  });

/** 亮身份 passes where workers can reach the chair: the union has one, with telephone and e-mail (S-41). */
async function checkIdentity(tx: Tx, { unionId }: WorkersHome, { identity }: Brights): Promise<void> {
  if (!identity.pass) return;
  const [chair] = await rows<{ reachable: boolean }>(
    tx.db,
    sql`select (s.work_phone is not null and s.work_email is not null) as reachable from trade_union u
    join staff_member s on s.id = u.chair_id and s.status <> 'LEFT' where u.id = ${unionId}`,
  );
  refuseIf(
    !chair?.reachable,
    'THRESHOLD_NOT_MET',
    'Workers must be able to reach the chair: name the union’s chair with telephone and e-mail first, or let "identity" not pass.',
    { rule: 'S-41', field: 'brights.identity' },
  );
}

function readBrights({ sign, identity, rules, projects, procedures }: FiveBrightsInput): Brights {
  return {
    sign: readCheck(sign),
    identity: readCheck(identity),
    rules: readCheck(rules),
    projects: readCheck(projects),
    procedures: readCheck(procedures),
  };
}

function readCheck({ pass, items, note }: CheckInput): BrightCheck {
  const told = (items ?? []).filter((item) => item.trim() !== '').map((item) => checkedOpenText(item, 'items', LONGEST_ITEM));
  refuseIf(told.length > MOST_ITEMS, 'BAD_USER_INPUT', `A check names at most ${MOST_ITEMS} things; got ${told.length}.`, {
    field: 'brights',
  });
  return { pass, items: told, note: note?.trim() ? checkedOpenText(note, 'note', LONGEST_NOTE) : null };
}
