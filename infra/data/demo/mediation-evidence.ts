import { createHash } from 'node:crypto';
import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';

type Row = Readonly<Record<string, unknown>>;

/** A page of A4 that shows one line, as PDF (ISO 32000): the standard fonts have no Chinese, so the line is in Latin letters. */
function pdfOf(line: string): Buffer {
  const stream = `BT /F1 16 Tf 72 760 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`, 'latin1');
}

interface Piece {
  /** The key of the case, and of the party in it. */
  readonly of: string;
  readonly party: string;
  readonly by: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly line: string;
  readonly confidential?: boolean;
  readonly at: string;
}

/** What was handed in so far: a worker's contract and wage slips, and what her mediator was told in confidence. */
const PIECES: readonly Piece[] = [
  {
    of: 'assigned',
    party: '0',
    by: 'zhang-haiyan',
    kind: 'CONTRACT',
    nameZh: '劳动合同',
    line: 'Labour contract, 2013-01-01 to 2013-08-31',
    at: '10-15T09:30',
  },
  {
    of: 'assigned',
    party: '0',
    by: 'zhang-haiyan',
    kind: 'PAY_RECORD',
    nameZh: '2013年5月工资条',
    line: 'Wage slip of May 2013: 2,000 yuan',
    at: '10-15T09:40',
  },
  {
    of: 'assigned',
    party: '0',
    by: 'sun-li',
    kind: 'TESTIMONY',
    nameZh: '工友证言',
    line: 'Statement of a colleague, in confidence',
    confidential: true,
    at: '10-16T14:00',
  },
  {
    of: 'in-mediation',
    party: 'respondent',
    by: 'tang-jun',
    kind: 'ATTENDANCE',
    nameZh: '考勤记录',
    line: 'Attendance of June to August 2013',
    at: '10-16T10:00',
  },
];

const pieces = PIECES.map((piece) => {
  const evidenceId = id('evidence', `${piece.of}-${piece.kind}`);
  const caseId = id('mediation-case', piece.of);
  return { ...piece, evidenceId, caseId, content: pdfOf(piece.line) };
});

const instant = (at: string, minutes: number): string =>
  new Date(Date.parse(`2013-${at}:00+08:00`) + minutes * 60_000).toISOString();

const evidenceRows = pieces.map(
  ({ evidenceId, caseId, of, party, by, kind, nameZh, confidential = false, at, content }): Row => ({
    id: evidenceId,
    case_id: caseId,
    party_id: id('case-party', `${of}-${party}`),
    kind,
    name_zh: nameZh,
    content_type: 'application/pdf',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    is_confidential: confidential,
    status: 'RECEIVED',
    submitted_by: personId(by),
    submitted_at: instant(at, 0),
    upload_until: instant(at, 15),
    received_at: instant(at, 2),
    version: 2,
  }),
);

export const evidenceTables: readonly Table[] = [{ table: 'evidence', rows: evidenceRows }];

/** The files of the pieces, under the keys by which mediation's object store has them. */
export const evidenceFiles = pieces.map(({ evidenceId, caseId, content }) => ({
  key: `evidence/${caseId}/${evidenceId}`,
  content,
}));
