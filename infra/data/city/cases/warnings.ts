import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import { firmId } from '../enterprises.ts';
import type { Dated } from './rows.ts';

const PARTIES_SINCE_2009 = ['UNION', 'HRSS', 'JUSTICE'];
const PARTIES_SINCE_2010 = ['PETITION', 'COURT', 'ENTERPRISE_CONFED'];
/** Days that a warning may take once somebody has intervened (`WARNING_RESOLVE_DAYS`). */
const RESOLVE_DAYS = 30;

/** How a case ended, in the words that mediation writes of a warning that ends with it. */
const ENDING_ZH: Readonly<Record<string, string>> = {
  NOT_ACCEPTED: '案件结束：不予受理',
  REFUSED: '案件结束：不予确认',
  PERFORMED: '案件结束：履行完毕',
  FAILED: '案件结束：调解不成',
  WITHDRAWN: '案件结束：申请人撤回',
};

const warningId = ({ seed }: Dated): string => id('early-warning', `city-${seed.at}`);

/** The warning that a collective case raises by itself; it ends with the case (S-28). */
export function warningRow(dated: Dated): Row {
  const { seed, days } = dated;
  const { org, receivedAt } = seed;
  const isOpen = days.closedAt === null;
  return {
    id: warningId(dated),
    source: 'CASE',
    district_code: org.districtCode,
    scope_path: org.scopePath,
    enterprise_id: firmId(seed.firm),
    claim_kind: seed.kind,
    headcount_affected: seed.applicants,
    summary: `案件 京劳调〔${seed.receivedOn.slice(0, 4)}〕${String(seed.at + 1).padStart(6, '0')}号`,
    status: isOpen ? 'INTERVENING' : 'RESOLVED',
    reported_at: receivedAt,
    verified_at: receivedAt,
    intervened_at: receivedAt,
    result: isOpen ? null : (ENDING_ZH[seed.status] ?? '案件结束'),
    case_id: seed.id,
    step_began_at: days.closedAt ?? receivedAt,
    step_days: isOpen ? RESOLVE_DAYS : null,
    closed_at: days.closedAt,
    version: isOpen ? 1 : 2,
  };
}

/** Who of the six parties was told: those that there were by then. */
const partiesOn = (day: string): string[] => (day < '2010' ? PARTIES_SINCE_2009 : [...PARTIES_SINCE_2009, ...PARTIES_SINCE_2010]);

export const noticeCount = ({ seed, days }: Dated): number =>
  partiesOn(seed.receivedOn).length + (days.closedAt === null ? 0 : partiesOn(days.closedAt).length);

export function noticeRows(dated: Dated): Row[] {
  const { seed, days } = dated;
  const notices = (kind: string, at: string | null) =>
    at === null ? [] : partiesOn(at).map((party_code) => ({ warning_id: warningId(dated), party_code, kind, told_at: at }));
  return [...notices('VERIFIED', seed.receivedAt), ...notices('RESOLVED', days.closedAt)];
}
