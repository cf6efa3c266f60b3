import { ROLES, type Role, type Viewer } from '@union-graph/identity';
import { staff } from '@union-graph/testing';
import { agencyPolicy } from './agency/policy.ts';
import { certificatePolicy } from './certificate/policy.ts';
import { competitionPolicy } from './competition/policy.ts';
import { entryPolicy } from './competition-entry/policy.ts';
import { coursePolicy } from './course/policy.ts';
import { conversionPolicy, depositPolicy } from './credit/policy.ts';
import { degreePolicy, nominationPolicy } from './degree-application/policy.ts';
import { degreeProgrammePolicy } from './degree-programme/policy.ts';
import { districtPolicy } from './district/policy.ts';
import { enrolmentPolicy } from './enrolment/policy.ts';
import { examPolicy, jobReadyPolicy } from './job-ready-certificate/policy.ts';
import { referralPolicy } from './job-referral/policy.ts';
import { vacancyPolicy } from './job-vacancy/policy.ts';
import { seesPerson } from './member/scope.ts';
import { seesTraining, staffTrainingPolicy } from './staff-training/policy.ts';
import { studioPolicy } from './studio/policy.ts';
import { subsidyPolicy } from './subsidy/policy.ts';
import { programmePolicy } from './training-programme/policy.ts';

const ROW = { memberId: 'm', staffId: 's', scopePath: '/city/110106/u/', code: '110106' };
const HERE = '/city/110106/';
const ELSEWHERE = '/city/110101/';

type Allows = (viewer: Viewer) => boolean;
const application = (status: 'SUBMITTED' | 'VERIFIED' | 'PAID') => ({ ...ROW, status });
const asked = { application: ROW, ownerId: ROW.memberId, institution: { scopePath: HERE } };
const institution = { id: 'i', nameZh: '学校', kind: 'DISTRICT_COLLEGE', scopePath: HERE } as const;

const ofCity = { ...ROW, districtCode: '110106', level: 'CITY', leaderMemberId: null } as const;
const ofDistrict = { ...ofCity, level: 'DISTRICT' } as const;
const NOMINATORS = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'] as const;
const STATION = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'] as const;

/** Each verb with the roles that may, when the row lies in their part of the tree. */
const MATRIX: readonly [verb: string, roles: readonly Role[], allows: Allows][] = [
  ['see a member’s rows', ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'], (v) => seesPerson(v, 'm', ROW.scopePath)],
  [
    'record a certificate',
    ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'],
    (v) => certificatePolicy.allows(v, 'recordCertificate', ROW),
  ],
  ['verify a certificate', ['CITY_DEPT'], (v) => certificatePolicy.allows(v, 'verifyCertificate', ROW)],
  ['revoke a certificate', ['CITY_DEPT'], (v) => certificatePolicy.allows(v, 'revokeCertificate', ROW)],
  ['apply for somebody else’s subsidy', [], (v) => subsidyPolicy.allows(v, 'applyForSubsidy', application('SUBMITTED'))],
  ['verify a subsidy', ['DISTRICT_ADMIN'], (v) => subsidyPolicy.allows(v, 'VERIFY', application('SUBMITTED'))],
  ['approve a subsidy', ['CITY_DEPT'], (v) => subsidyPolicy.allows(v, 'APPROVE', application('VERIFIED'))],
  ['reject a submitted subsidy', ['DISTRICT_ADMIN'], (v) => subsidyPolicy.allows(v, 'REJECT', application('SUBMITTED'))],
  ['reject a verified subsidy', ['CITY_DEPT'], (v) => subsidyPolicy.allows(v, 'REJECT', application('VERIFIED'))],
  ['retry a payment', ['CITY_DEPT'], (v) => subsidyPolicy.allows(v, 'retryPayment', application('PAID'))],
  ['open a course session', ['INSTITUTION', 'DISTRICT_ADMIN'], (v) => coursePolicy.allows(v, 'openCourseSession', institution)],
  ['create a course', ['INSTITUTION', 'DISTRICT_ADMIN'], (v) => coursePolicy.allows(v, 'createCourse', institution)],
  ['call a session off', ['INSTITUTION', 'DISTRICT_ADMIN'], (v) => coursePolicy.allows(v, 'cancelCourseSession', institution)],
  ['mark attendance', ['TEACHER', 'INSTITUTION'], (v) => coursePolicy.allows(v, 'recordResult', institution)],
  [
    'nominate for the degree plan',
    ['JOINT_UNION_OFFICER'],
    (v) => nominationPolicy.allows(v, 'nominateForDegree', { memberId: 'm', scopePath: HERE }),
  ],
  ['check who may take part', ['DISTRICT_ADMIN', 'CITY_DEPT'], (v) => degreePolicy.allows(v, 'checkEligibility', asked)],
  ['register for the examination', ['JOINT_UNION_OFFICER', 'INSTITUTION'], (v) => degreePolicy.allows(v, 'registerExam', asked)],
  ['admit', ['INSTITUTION'], (v) => degreePolicy.allows(v, 'admit', asked)],
  ['enter a student on the roll', ['INSTITUTION'], (v) => degreePolicy.allows(v, 'enrolStudent', asked)],
  ['begin studies', ['INSTITUTION'], (v) => degreePolicy.allows(v, 'startStudies', asked)],
  ['withdraw somebody else’s application', ['JOINT_UNION_OFFICER'], (v) => degreePolicy.allows(v, 'withdrawApplication', asked)],
  ['end somebody else’s studies', ['INSTITUTION'], (v) => degreePolicy.allows(v, 'withdrawFromStudies', asked)],
  ['close a term', ['TEACHER', 'INSTITUTION'], (v) => degreePolicy.allows(v, 'recordTermResult', asked)],
  ['give a diploma', ['INSTITUTION'], (v) => degreePolicy.allows(v, 'recordGraduation', asked)],
  ['approve a sponsorship', ['CITY_DEPT'], (v) => degreePolicy.allows(v, 'approveSponsorship', asked)],
  ['enrol somebody else', [], (v) => enrolmentPolicy.allows(v, 'enrol', ROW)],
  ['cancel somebody else’s enrolment', [], (v) => enrolmentPolicy.allows(v, 'cancelEnrolment', ROW)],
  ['accept somebody else’s offer', [], (v) => enrolmentPolicy.allows(v, 'acceptOffer', ROW)],
  ['store credits', ['INSTITUTION'], (v) => depositPolicy.allows(v, 'depositCredits', { institution, memberId: 'm' })],
  ['commit a conversion', ['INSTITUTION'], (v) => conversionPolicy.allows(v, 'COMMIT', { conversion: ROW, institution })],
  [
    'release somebody else’s conversion',
    ['INSTITUTION'],
    (v) => conversionPolicy.allows(v, 'RELEASE', { conversion: ROW, institution }),
  ],
  ['nominate a studio', NOMINATORS, (v) => studioPolicy.allows(v, 'nominateStudio', ofCity)],
  ['open a studio', NOMINATORS, (v) => studioPolicy.allows(v, 'openStudio', ofCity)],
  ['name a studio of a district', ['DISTRICT_ADMIN'], (v) => studioPolicy.allows(v, 'nameStudio', ofDistrict)],
  ['name a studio of the city', [], (v) => studioPolicy.allows(v, 'nameStudio', ofCity)],
  ['refer somebody to work', STATION, (v) => referralPolicy.allows(v, 'referToJob', ROW)],
  ['post a vacancy', STATION, (v) => vacancyPolicy.allows(v, 'postVacancy', { enterpriseId: 'e', districtCode: '110106' })],
  [
    'record an examination of domestic workers',
    ['TEACHER', 'INSTITUTION'],
    (v) => examPolicy.allows(v, 'recordDomesticExam', { institutionPath: HERE, memberId: 'm' }),
  ],
  ['see officers’ training', ['DISTRICT_ADMIN', 'CITY_DEPT', 'AUDITOR'], (v) => seesTraining(v, ROW)],
  ['record officers’ training', ['DISTRICT_ADMIN', 'CITY_DEPT'], (v) => staffTrainingPolicy.allows(v, 'DISTRICT', ROW)],
];

const FIGURES: readonly Role[] = [
  'DISTRICT_ADMIN',
  'CITY_DEPT',
  'SOCIAL_DEPT',
  'AUDITOR',
  'PRIVACY_OFFICER',
  'SYSTEM',
  'PARTNER',
];

describe.each(MATRIX)('%s', (_, roles, allows) => {
  test.each(ROLES)('%s, here and elsewhere', (role) => {
    expect(allows(staff('somebody', role, HERE))).toBe(roles.includes(role));
    expect(allows(staff('somebody', role, ELSEWHERE))).toBe(false);
  });
});

describe('read a district’s figures', () => {
  test.each(ROLES)('%s, here and elsewhere', (role) => {
    expect(districtPolicy.allows(staff('somebody', role, HERE), 'skillsStats', ROW)).toBe(FIGURES.includes(role));
    // A partner's districts are in its agreement.
    expect(districtPolicy.allows(staff('somebody', role, ELSEWHERE), 'skillsStats', ROW)).toBe(role === 'PARTNER');
  });
});

describe('of the whole city, and of no part of it', () => {
  test.each(ROLES)('%s', (role) => {
    const viewer = staff('somebody', role, ELSEWHERE);
    expect(degreeProgrammePolicy.allows(staff('somebody', role), 'setScoreLine', { id: 'p' })).toBe(role === 'CITY_DEPT');
    expect(degreeProgrammePolicy.allows(viewer, 'setScoreLine', { id: 'p' })).toBe(false);
    for (const verb of [
      'announceCompetition',
      'advanceCompetition',
      'recordCompetitionScores',
      'publishResults',
      'decideAppeal',
    ] as const) {
      expect(competitionPolicy.allows(staff('somebody', role), verb, {})).toBe(role === 'CITY_DEPT');
      expect(competitionPolicy.allows(viewer, verb, {})).toBe(false);
    }
    for (const verb of ['reviewStudio', 'nameStudio', 'evaluateStudio', 'decideStudio'] as const)
      expect(studioPolicy.allows(staff('somebody', role), verb, ofCity)).toBe(role === 'CITY_DEPT');
    for (const verb of ['signForFederation', 'revokeJobReadyCertificate'] as const)
      expect(jobReadyPolicy.allows(staff('somebody', role), verb, {})).toBe(role === 'CITY_DEPT');
    expect(agencyPolicy.allows(staff('somebody', role), 'setAgencyDelegate', { personId: 'p' })).toBe(role === 'CITY_DEPT');
    expect(agencyPolicy.allows(staff('p', role), 'setAgencyDelegate', { personId: 'p' })).toBe(false);
    expect(programmePolicy.allows(staff('somebody', role), 'createProgramme', {})).toBe(role === 'CITY_DEPT');
    expect(programmePolicy.allows(viewer, 'createProgramme', {})).toBe(false);
    const entry = { institution, memberId: 'm' };
    expect(depositPolicy.allows(viewer, 'voidCredits', entry)).toBe(false);
    expect(depositPolicy.allows(staff('somebody', role), 'voidCredits', entry)).toBe(
      role === 'CITY_DEPT' || role === 'INSTITUTION',
    );
  });
});

describe('for oneself', () => {
  test.each(ROLES)('%s', (role) => {
    const holder = staff('m', role, ELSEWHERE);
    expect(seesPerson(holder, 'm', ROW.scopePath)).toBe(true);
    expect(certificatePolicy.allows(holder, 'recordCertificate', ROW)).toBe(true);
    expect(enrolmentPolicy.allows(holder, 'cancelEnrolment', ROW)).toBe(true);
    expect(entryPolicy.allows(holder, 'registerEntry', ROW)).toBe(role === 'MEMBER');
    expect(entryPolicy.allows(holder, 'withdrawEntry', ROW)).toBe(true);
    expect(entryPolicy.allows(staff('somebody', role, HERE), 'withdrawEntry', ROW)).toBe(false);
    expect(subsidyPolicy.allows(holder, 'applyForSubsidy', application('SUBMITTED'))).toBe(role === 'MEMBER');
    expect(enrolmentPolicy.allows(holder, 'enrol', ROW)).toBe(role === 'MEMBER');
    expect(seesTraining(staff('s', role, ELSEWHERE), ROW)).toBe(true);
    expect(staffTrainingPolicy.allows(staff('s', role, HERE), 'DISTRICT', ROW)).toBe(false);
  });
});
