import {
  assertTransition,
  checkedText,
  checkMembers,
  civilDay,
  insertRow,
  insertRows,
  newId,
  refuseDead,
  refuseIf,
  requireIds,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { tellHousehold } from '../listed-person/tellListed.ts';
import { checkNumbers, recordsByNumber } from '../member/identities.ts';
import type { HardshipCause } from '../schema.gen.ts';
import { checkAges } from './ages.ts';
import { assess, consentsToHealth } from './circumstances.ts';
import { HardshipFile } from './HardshipFile.ts';
import { Household } from './Household.ts';
import { HouseholdMember } from './HouseholdMember.ts';
import { findOpenFile, nextFileNo } from './openFiles.ts';
import { hardshipPolicy, placeOfFile, seesFile } from './policy.ts';
import { FILE_TRANSITIONS } from './rules.ts';
import type { SealedHousehold } from './sealHousehold.ts';
import { refuseHousehold } from './steps.ts';

const LONGEST_REFERENCE = 200;

/**
 * Opens the file of a household and hands it in (S-34). A draft that a request to 12351 opened for the head becomes this file. Refuses with
 * `HOUSEHOLD_FILE_EXISTS` (FND-INV-4), `NOT_ELIGIBLE`, `NOT_FOUND` for a worker without a record, `VALIDATION_FAILED` for
 * somebody who has died and for another number than the record's, and `CONSENT_REQUIRED` for health data without a consent of its own.
 */
export async function openHardshipFile(tx: Tx, input: SealedHousehold): Promise<{ file: HardshipFile }> {
  const { members, districtCode } = input;
  requireIds({ headId: input.headId });
  const headMemberId = input.headId.toLowerCase();
  const place = placeOfFile(tx.viewer, districtCode);
  hardshipPolicy.authorise(tx.viewer, 'openHardshipFile', { headMemberId, scopePath: place });
  const draft = await findOpenFile(tx, headMemberId);
  const persons = await checkPersons(tx, members, draft);
  const scopePath = draft && liesIn(draft, districtCode) ? draft.scopePath : place;
  // A draft that lies elsewhere moves to where the household lives, by somebody who keeps files in both places.
  for (const path of new Set([scopePath, draft?.scopePath ?? scopePath]))
    hardshipPolicy.authorise(tx.viewer, 'openHardshipFile', { headMemberId, scopePath: path });
  refuseIf(
    draft !== undefined && draft.status !== 'DRAFT',
    'HOUSEHOLD_FILE_EXISTS',
    'The household has an open file. Go on with that one.',
    { rule: 'FND-INV-4', field: 'headId' },
  );
  refuseHousehold(tx, persons, 'open the file of their own household');
  checkAges(tx, members);
  const causes = [...new Set(input.causes)];
  await checkConsent(tx, headMemberId, input, causes);
  const evidenceRef = input.evidenceRef == null ? null : checkedText(input.evidenceRef, 'evidenceRef', LONGEST_REFERENCE);
  const openedOn = civilDay(tx.now);
  const incomes = members.map(({ monthlyIncomeFen }) => monthlyIncomeFen);
  const known = { ...assess(tx, { day: openedOn, incomes, causes, evidenceRef }), causes, evidenceRef, openedOn };
  const householdId = await writeHousehold(tx, input, { headMemberId, scopePath });
  const given = { ...known, householdId, scopePath, openedBy: tx.viewer.personId, status: 'SUBMITTED' as const };
  if (draft) assertTransition(FILE_TRANSITIONS, 'hardship file', draft.status, 'SUBMITTED');
  const file = draft
    ? await updateRow(tx.db, HardshipFile, draft, given)
    : await insertRow(tx.db, HardshipFile, { ...(await emptyFile(tx)), ...given, headMemberId });
  await tellHousehold(tx, file);
  return { file };
}

/** The persons are workers whom the keeper may read, with the numbers of their records; of an open file that the keeper sees the head is known from there. Gives their records. */
async function checkPersons(tx: Tx, members: SealedHousehold['members'], open: HardshipFile | undefined): Promise<string[]> {
  const known = open && seesFile(tx.viewer, open) ? open.headMemberId : null;
  const ids = members.map(({ memberId }) => memberId).filter((id) => id?.toLowerCase() !== known);
  await checkMembers(tx, ids, 'members');
  await checkNumbers(tx, members, (at) => `members.${at}.identityNumber`);
  const persons = [...members.flatMap(({ memberId }) => memberId?.toLowerCase() ?? []), ...(await recordsByNumber(tx, members))];
  await refuseDead(tx, persons, 'members');
  refuseIf(
    new Set(persons).size < persons.length,
    'BAD_USER_INPUT',
    'Two of these persons are one: the number of one is that of a record of the other. Name each person once.',
    { rule: 'FND-INV-4', field: 'members' },
  );
  return persons;
}

const liesIn = ({ scopePath }: HardshipFile, districtCode: string): boolean => scopePath.startsWith(`/city/${districtCode}/`);

const emptyFile = async (tx: Tx) => ({
  id: newId(),
  fileNo: await nextFileNo(tx),
  incomeProvenAt: null,
  approvedBy: null,
  approvedAt: null,
  activeFrom: null,
  activeTo: null,
  reviewDueOn: null,
  exitReason: null,
  serviceRequestId: null,
  requestVersion: null,
  note: null,
  version: 1,
});

async function writeHousehold(
  tx: Tx,
  { members, districtCode, address }: SealedHousehold,
  of: { headMemberId: string; scopePath: string },
) {
  const household = await insertRow(tx.db, Household, {
    id: newId(),
    ...of,
    districtCode,
    address: address == null ? null : checkedText(address, 'address', 200),
    version: 1,
  });
  await insertRows(
    tx.db,
    HouseholdMember,
    members.map((member) => ({ id: newId(), ...member, householdId: household.id })),
  );
  return household.id;
}

/** Data about health is kept with a consent of its own alone (PIPL art. 29; 2.5.7). */
async function checkConsent(tx: Tx, headMemberId: string, { members }: SealedHousehold, causes: readonly HardshipCause[]) {
  const tellsHealth =
    causes.some((cause) => cause === 'ILLNESS' || cause === 'DISABILITY') ||
    members.some(({ health }) => health !== null && health !== 'HEALTHY');
  refuseIf(
    tellsHealth && !(await consentsToHealth(tx, headMemberId)),
    'CONSENT_REQUIRED',
    'Data about health need a separate consent of the head of the household: purpose DELIVERY, scope "health" ("giveConsent").',
    { rule: 'PIPL art. 29', field: 'members' },
  );
}
