import { ENTERPRISES, enterpriseId } from './enterprises.ts';
import { unionId } from './unions.ts';

const WITH_REPORT = ['precision', 'tailor', 'housekeeping'];

/** What three unions reported of 2012: all but a few of the people have a contract and are insured. */
export const labourReportRows = ENTERPRISES.flatMap(({ key, headcount, affiliation }) => {
  if (!affiliation || !WITH_REPORT.includes(key)) return [];
  const most = headcount - 2;
  return [
    {
      enterprise_id: enterpriseId(key),
      year: 2012,
      headcount,
      contracts_signed: headcount - 1,
      safety_trained: Math.floor(headcount * 0.91),
      pension: most,
      medical: most,
      unemployment: most,
      injury: headcount,
      maternity: most,
      congress_held: affiliation.kind === 'OWN_UNION',
      congress_standard: key === 'precision',
      submitted_by_id: unionId(affiliation.union),
    },
  ];
});
