import { identityHash, identityHashKey, maskIdentity, maskPhone, readIdentityNumber } from '@union-graph/identity';
import { isMisread, isPersonName, keptPersonName, keptText } from '@union-graph/subgraph';
import { keptFacts } from '../member/identity.ts';
import { FEDERATION_FOUNDED, mayWorkFrom, WITHOUT_EMPLOYER } from '../member/rules.ts';
import type { EmploymentKind, Gender } from '../schema.gen.ts';
import type { RowFaultName } from './faults.ts';

/** What a row says, with the numbers sealed: of identity and telephone only what may be kept. */
export interface ImportedWorker {
  readonly nameZh: string;
  readonly identityHash: string;
  readonly identityMasked: string;
  readonly gender: Gender;
  readonly birthYear: number | null;
  readonly identityBirthYear: number | null;
  readonly phoneMasked: string | null;
  readonly employmentKind: EmploymentKind;
  readonly isMigrantWorker: boolean;
  readonly joinedOn: string;
  readonly districtCode: string | null;
  readonly employerOrgCode: string | null;
  readonly evidenceRef: string;
}

/** How a file may say the kind of employment: the values of the graph, and what forms in China say. */
const EMPLOYMENT_KINDS: ReadonlyMap<string, EmploymentKind> = new Map(
  Object.entries({
    REGULAR: 'REGULAR',
    DISPATCHED: 'DISPATCHED',
    MICRO_FIRM: 'MICRO_FIRM',
    SELF_EMPLOYED: 'SELF_EMPLOYED',
    CASUAL: 'CASUAL',
    TAXI_DRIVER: 'TAXI_DRIVER',
    DOMESTIC_WORKER: 'DOMESTIC_WORKER',
    UNEMPLOYED: 'UNEMPLOYED',
    RETIRED: 'RETIRED',
    单位就业: 'REGULAR',
    正式职工: 'REGULAR',
    正式工: 'REGULAR',
    合同工: 'REGULAR',
    劳务派遣: 'DISPATCHED',
    派遣工: 'DISPATCHED',
    小微企业: 'MICRO_FIRM',
    个体: 'SELF_EMPLOYED',
    个体户: 'SELF_EMPLOYED',
    个体工商户: 'SELF_EMPLOYED',
    零散就业: 'CASUAL',
    灵活就业: 'CASUAL',
    的士司机: 'TAXI_DRIVER',
    出租车司机: 'TAXI_DRIVER',
    家政: 'DOMESTIC_WORKER',
    家政服务: 'DOMESTIC_WORKER',
    失业: 'UNEMPLOYED',
    无业: 'UNEMPLOYED',
    待业: 'UNEMPLOYED',
    退休: 'RETIRED',
  } as const),
);
const LONGEST_CELL = 300;
const YES_NO: ReadonlyMap<string, boolean> = new Map(
  Object.entries({
    yes: true,
    是: true,
    true: true,
    no: false,
    否: false,
    false: false,
    '': false,
  }),
);

/**
 * Reads the cells of a row by the names of their columns, and seals its numbers; `evidenceRef` stands in for an empty `evidence_ref`.
 * Gives the fault of a row that cannot be taken.
 */
export function readRow(cells: Record<string, string>, evidenceRef: string, today: string): ImportedWorker | RowFaultName {
  const row = readCells(cells);
  if (typeof row === 'string') return row;
  const { name = '', identity_number: number = '', phone = '', employment_kind: kind = '', joined_on: joined = '' } = row;
  const employmentKind = EMPLOYMENT_KINDS.get(kind.toUpperCase());
  const migrant = YES_NO.get((row.migrant ?? '').toLowerCase());
  const evidence = row.evidence_ref || evidenceRef;
  const joinedOn = joined === '' ? today : dayOf(joined);
  if (name === '') return 'NAME_MISSING';
  if (!isPersonName(name)) return 'NAME';
  const facts = readIdentityNumber(number, today);
  if (typeof facts === 'string') return facts === 'DAY' || facts === 'UNBORN' ? 'BIRTHDAY' : 'IDENTITY';
  if (mayWorkFrom(facts.bornOn) > today) return 'TOO_YOUNG';
  if (phone !== '' && !/^\+?[\d -]{7,20}$/.test(phone)) return 'PHONE';
  if (employmentKind === undefined) return 'EMPLOYMENT';
  if (row.employer_org_code && WITHOUT_EMPLOYER.includes(employmentKind)) return 'NO_EMPLOYER';
  if (migrant === undefined) return 'MIGRANT';
  if (joinedOn === null || joinedOn < FEDERATION_FOUNDED || joinedOn > today) return 'JOINED_ON';
  if (joinedOn < mayWorkFrom(facts.bornOn)) return 'JOINED_TOO_YOUNG';
  if (evidence === '') return 'NO_EVIDENCE';
  const told = keptFacts(facts);
  return {
    nameZh: keptPersonName(name),
    identityHash: identityHash(number, identityHashKey(process.env)),
    identityMasked: maskIdentity(number),
    ...told,
    birthYear: told.identityBirthYear,
    phoneMasked: phone === '' ? null : maskPhone(phone),
    employmentKind,
    isMigrantWorker: migrant,
    joinedOn,
    districtCode: row.district_code || null,
    employerOrgCode: row.employer_org_code || null,
    evidenceRef: evidence,
  };
}

/** The cells in the form in which names and numbers are kept (domain rule C-17). */
function readCells(cells: Record<string, string>): Record<string, string> | RowFaultName {
  const row: Record<string, string> = {};
  for (const [column, cell] of Object.entries(cells)) {
    if (cell.includes('\ufffd') || isMisread(cell)) return 'UNREADABLE';
    if (cell.length > LONGEST_CELL) return column === 'name' ? 'NAME' : 'CELL';
    try {
      row[column] = keptText(cell, 'NAME', column);
    } catch {
      return column === 'name' ? 'NAME_UNSEEN' : 'CELL';
    }
  }
  return row;
}

/** As the interface writes a day, and as spreadsheets in China do: `2013/10/19`, `2013.10.19`, `2013年10月19日`, also without zeros in front. */
const DAY = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/;

/** A day as it is kept, `2013-10-19`; null for a text that is no day. */
function dayOf(text: string): string | null {
  const [, year, , ...parts] = DAY.exec(text) ?? [];
  const [month, date] = parts.filter((part) => part !== undefined).map((part) => part.padStart(2, '0'));
  const day = `${year}-${month}-${date}`;
  return new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day ? day : null;
}
