import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { pathOf } from './training-workers.ts';

interface CertificateSeed {
  readonly worker: string;
  readonly certNo: string;
  readonly level: number;
  readonly occupation: string;
  readonly issuedAt: string;
  readonly status: 'RECORDED' | 'VERIFIED' | 'VALID' | 'REVOKED';
}

const ISSUER = '北京市人力资源和社会保障局';

const certificate = (
  worker: string,
  certNo: string,
  level: number,
  occupation: string,
  issuedAt: string,
  status: CertificateSeed['status'],
) => ({ worker, certNo, level, occupation, issuedAt, status }) satisfies CertificateSeed;

/** One was issued a day before the subsidy began; one has a level that carries none; one is revoked. */
const CERTIFICATES: readonly CertificateSeed[] = [
  certificate('zheng-hong', '1301002013200871', 2, '6-05-02-01', '2013-09-30', 'VALID'),
  certificate('zhao-zhiqiang', '1001002010300412', 3, '6-05-02-01', '2010-06-18', 'VALID'),
  certificate('zhang-haiyan', '1201002012400233', 4, '4-07-12-02', '2012-11-09', 'VALID'),
  certificate('filler-1', '1301002013200905', 2, '6-07-06-05', '2013-10-08', 'VALID'),
  certificate('filler-2', '1301002013200906', 2, '6-04-01-01', '2013-10-08', 'VALID'),
  certificate('filler-13', '1301002013100117', 1, '6-05-02-02', '2013-10-08', 'VALID'),
  certificate('filler-14', '1301002013200907', 2, '6-06-01-02', '2013-10-09', 'VERIFIED'),
  certificate('filler-15', '1301002013200908', 2, '6-04-02-05', '2013-10-09', 'VERIFIED'),
  certificate('filler-6', '1301002013200909', 2, '6-04-02-05', '2013-10-10', 'RECORDED'),
  certificate('filler-7', '1301002013300644', 3, '6-23-01-01', '2013-10-10', 'VALID'),
  certificate('filler-8', '1301002013200910', 2, '4-03-01-01', '2013-10-11', 'REVOKED'),
];

/** What the certificates of all workers have in common. */
export const certificateFacts = {
  kind: 'VOCATIONAL_QUALIFICATION',
  issued_by: ISSUER,
  source: 'ASSESSMENT',
  status: 'VALID',
  version: 3,
} as const;

const at = (date: string, time = '10:00'): Date => new Date(`${date}T${time}:00+08:00`);

export const certificates = CERTIFICATES.map(({ worker, certNo, level, occupation, issuedAt, status }) => ({
  id: id('certificate', certNo),
  member_id: personId(worker),
  kind: 'VOCATIONAL_QUALIFICATION',
  level,
  occupation_code: occupation,
  cert_no: certNo,
  issued_by: ISSUER,
  issued_at: issuedAt,
  source: 'ASSESSMENT',
  status,
  ...(status === 'VERIFIED' || status === 'VALID'
    ? { issuer_ref: `京人社鉴核-${certNo.slice(-6)}`, verified_by: personId('shen-ping'), verified_at: at('2013-10-14') }
    : {}),
  ...(status === 'REVOKED'
    ? { revoked_reason: '发证机关已注销该证书', revoked_by: personId('shen-ping'), revoked_at: at('2013-10-15') }
    : {}),
  recorded_by: personId(worker),
  recorded_at: at(issuedAt > '2013-10-01' ? '2013-10-12' : '2013-10-08'),
  scope_path: pathOf(worker),
  version: status === 'RECORDED' ? 1 : status === 'VALID' ? 3 : 2,
}));

type Status = 'SUBMITTED' | 'VERIFIED' | 'PAYMENT_REQUESTED' | 'PAID' | 'REJECTED';

const STEPS = {
  verified: { verified_at: at('2013-10-15', '09:30') },
  approved: {
    approved_by: personId('shen-ping'),
    approved_at: at('2013-10-16', '14:00'),
    payment_requested_at: at('2013-10-16', '14:00'),
  },
} as const;

const DISTRICT_ADMINS: Readonly<Record<string, string>> = { '110101': 'dong-lei', '110105': 'feng-jing', '110106': 'pan-hui' };

function application(worker: string, status: Status) {
  const of = CERTIFICATES.find((known) => known.worker === worker) as CertificateSeed;
  const scopePath = pathOf(worker);
  const administrator = personId(DISTRICT_ADMINS[scopePath.split('/')[2] as string] as string);
  const isSenior = of.level === 1;
  const isVerified = status !== 'SUBMITTED' && status !== 'REJECTED';
  return {
    id: id('subsidy-application', worker),
    member_id: personId(worker),
    certificate_id: id('certificate', of.certNo),
    cert_no: of.certNo,
    level: of.level,
    issued_at: of.issuedAt,
    rule_code: isSenior ? 'SENIOR-TECHNICIAN-2013' : 'TECHNICIAN-2013',
    rule_from: '2013-10-01',
    amount_fen: isSenior ? 200_000 : 100_000,
    employer_id: id('enterprise', 'precision'),
    employed_from: '2009-07-01',
    status,
    submitted_at: at('2013-10-14', '11:20'),
    ...(isVerified ? { ...STEPS.verified, verified_by: administrator } : {}),
    ...(status === 'PAYMENT_REQUESTED' || status === 'PAID' ? STEPS.approved : {}),
    ...(status === 'PAID'
      ? { disbursement_id: id('disbursement', `subsidy-${worker}`), disbursement_version: 5, paid_at: at('2013-10-18', '15:05') }
      : {}),
    ...(status === 'REJECTED'
      ? { rejected_by: administrator, rejected_at: at('2013-10-15', '09:40'), rejected_reason: '证书已被发证机关注销' }
      : {}),
    scope_path: scopePath,
    version: { SUBMITTED: 1, VERIFIED: 2, REJECTED: 2, PAYMENT_REQUESTED: 3, PAID: 4 }[status],
  };
}

export const subsidyApplications = [
  application('filler-1', 'PAID'),
  application('filler-2', 'PAID'),
  application('filler-13', 'PAID'),
  application('filler-14', 'VERIFIED'),
  application('filler-15', 'SUBMITTED'),
  application('filler-8', 'REJECTED'),
];
