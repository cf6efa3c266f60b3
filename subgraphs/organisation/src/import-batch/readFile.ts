import { identityHash, identityHashKey, isIdentityNumber, maskIdentity, maskPhone } from '@union-graph/identity';
import { Refusal } from '@union-graph/subgraph';
import type { EmploymentKind, Gender } from '../schema.gen.ts';
import { parseCsv } from './csv.ts';
import type { RowFaultName } from './faults.ts';

export const MOST_ROWS = 10_000;

/** What a row says, with the numbers sealed: of identity and telephone only what may be kept. */
export interface ImportedWorker {
  readonly nameZh: string;
  readonly identityHash: string;
  readonly identityMasked: string;
  readonly gender: Gender;
  readonly birthYear: number;
  readonly phoneMasked: string | null;
  readonly employmentKind: EmploymentKind;
  readonly isMigrantWorker: boolean;
  readonly joinedOn: string;
  readonly districtCode: string | null;
  readonly employerOrgCode: string | null;
  readonly evidenceRef: string;
}

/** A row that is to be done, or that is refused for what it says itself. */
export type ImportedRow = { readonly worker: ImportedWorker } | { readonly fault: RowFaultName };

const COLUMNS: Readonly<Record<string, string>> = {
  姓名: 'name',
  身份证号: 'identity_number',
  就业类型: 'employment_kind',
  手机号: 'phone',
  外来务工: 'migrant',
  入会日期: 'joined_on',
  区县代码: 'district_code',
  单位代码: 'employer_org_code',
  凭证: 'evidence_ref',
};
const KNOWN = new Set(Object.values(COLUMNS));
const NEEDED = ['name', 'identity_number', 'employment_kind'];

/**
 * Reads the file of an import. What is sealed is sealed here, before anything else sees it. Throws `BAD_USER_INPUT` for a file
 * that is no table of the columns wanted, or has no or too many rows.
 */
export function readFile(file: string, { evidenceRef, today }: { evidenceRef: string; today: string }): ImportedRow[] {
  const [heading = [], ...records] = parsed(file);
  const names = heading.map((name) => COLUMNS[name] ?? name.toLowerCase());
  const missing = NEEDED.filter((name) => !names.includes(name));
  const strange = names.filter((name) => !KNOWN.has(name));
  if (missing.length > 0) throw bad(`The heading lacks ${missing.join(', ')}.`);
  if (strange.length > 0)
    throw bad(`The heading has ${strange.length} columns that are not known; there are: ${[...KNOWN].join(', ')}.`);
  if (records.length === 0 || records.length > MOST_ROWS)
    throw bad(`A file has 1 to ${MOST_ROWS} rows; this one has ${records.length}.`);
  const seen = new Set<string>();
  return records.map((record) => {
    const row = readRow(Object.fromEntries(names.map((name, at) => [name, record[at] ?? ''])), evidenceRef, today);
    if ('fault' in row) return row;
    const { identityHash: hash } = row.worker;
    if (seen.has(hash)) return { fault: 'TWICE' };
    seen.add(hash);
    return row;
  });
}

function parsed(file: string): string[][] {
  try {
    return parseCsv(file);
  } catch (error) {
    throw bad((error as Error).message);
  }
}

const EMPLOYMENT_KINDS: readonly string[] = [
  'REGULAR',
  'DISPATCHED',
  'MICRO_FIRM',
  'SELF_EMPLOYED',
  'CASUAL',
  'TAXI_DRIVER',
  'DOMESTIC_WORKER',
  'UNEMPLOYED',
  'RETIRED',
] satisfies EmploymentKind[];
const LONGEST_CELL = 300;
const YES_NO: Readonly<Record<string, boolean>> = {
  yes: true,
  是: true,
  true: true,
  no: false,
  否: false,
  false: false,
  '': false,
};

function readRow(row: Record<string, string>, evidenceRef: string, today: string): ImportedRow {
  const { name = '', identity_number: number = '', phone = '', employment_kind: kind = '', joined_on: joinedOn = '' } = row;
  const migrant = YES_NO[(row.migrant ?? '').toLowerCase()];
  const evidence = row.evidence_ref || evidenceRef;
  if (name === '' || name.length > 60 || /\p{C}/u.test(name)) return { fault: 'NAME' };
  if (Object.values(row).some((cell) => cell.length > LONGEST_CELL || /\p{C}/u.test(cell))) return { fault: 'CELL' };
  if (!isIdentityNumber(number)) return { fault: 'IDENTITY' };
  if (phone !== '' && !/^\+?[\d -]{7,20}$/.test(phone)) return { fault: 'PHONE' };
  if (!EMPLOYMENT_KINDS.includes(kind)) return { fault: 'EMPLOYMENT' };
  if (migrant === undefined) return { fault: 'MIGRANT' };
  if (joinedOn !== '' && !isPastDay(joinedOn, today)) return { fault: 'JOINED_ON' };
  if (evidence === '') return { fault: 'NO_EVIDENCE' };
  return {
    worker: {
      nameZh: name,
      identityHash: identityHash(number, identityHashKey(process.env)),
      identityMasked: maskIdentity(number),
      // GB 11643: the year of birth from the seventh digit on, and a seventeenth digit that is odd for men.
      gender: Number(number[16]) % 2 === 1 ? 'MALE' : 'FEMALE',
      birthYear: Number(number.slice(6, 10)),
      phoneMasked: phone === '' ? null : maskPhone(phone),
      employmentKind: kind as EmploymentKind,
      isMigrantWorker: migrant,
      joinedOn: joinedOn || today,
      districtCode: row.district_code || null,
      employerOrgCode: row.employer_org_code || null,
      evidenceRef: evidence,
    },
  };
}

const isPastDay = (day: string, today: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day && day <= today;

const bad = (message: string): Refusal => new Refusal('BAD_USER_INPUT', message, { field: 'file' });
