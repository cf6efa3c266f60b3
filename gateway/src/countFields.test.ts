import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readSupergraph } from './supergraph/reading/supergraph.ts';

const PAGE = '../../shared/decisions/2026-11-who-reads-what.md';

/** Splits a list of names that stand side by side. */
const words = (text: string): string[] => text.trim().split(/\s+/);

/** Fields of these names count no persons, wherever they stand: instants, lengths, points, marks of order, numbers of requests, files and things. */
const COUNTS_NOBODY = new Set(
  words(
    `version subgraphVersion versionNumber number year examYear birthYear from to seq rank term terms attempt weekday line lineNo row column index
  hours cityHours districtHours cityRequired districtRequired minutes lengthMinutes slotMinutes minutesPerDay latencyMs contractMonths
  contractTermMonths areaSqm lengthM widthM distanceMeters bytes score examScore scoreLine scoreBefore preliminaryScore finalScore tieBreak
  rating satisfaction level disabilityGrade priority credits creditsRequired creditsEarned discountBp maxPerCapitaBpOfLine spendingBp overheadBp
  cost costLimit maxCost costBefore costAfter fetches maxFetches fetchesBefore fetchesAfter requests limitPerMinute limitPerDay usedToday
  perPeriod perCycle perCardLimit facilityCount screens online stations stationsCovered communitiesTotal communitiesCovered`,
  ),
);

/** Fields that count no persons, of names that count persons elsewhere. */
const COUNTS_OTHER_THINGS = new Set(
  words(
    `RuleNumber.value RuleValue.value VenueLimit.value FiveInFiveOutOffer.servedCount ArtTroupe.performanceCount FundStats.projects
  StudioEvaluation.resultsCount AccessRecord.rows AccessRecord.suppressed AccessRecord.count AgreementPreview.suppressed
  AccessLogVerification.total AccessLogVerification.records PlayoutSummary.failed ContactCount.active ContactCount.wanted ContactCount.shortfall
  ContractCoverage.employers ContractCoverage.covered ContractCoverage.aboveScale ContractCoverage.aboveScaleWithWages CadreCoverage.enterprises
  ScreenFile.total ScreenFile.accepted ScreenFile.unchanged ScreenFile.rejected RuleNumber.least RuleNumber.most VenueLimit.least VenueLimit.most
  PlayoutSummary.booked PlayoutSummary.acknowledged PlayoutSummary.played BookScreensPayload.bookedCount CreditAccount.balance
  FiveInFiveOutOffer.quota DutyRoster.gaps SuggestedDuty.days District.contactShortfall HomeProgramme.target HomeProgrammeYear.reached
  HomeProgrammeYear.reachedInAll DegreeTerm.meetings DegreeTerm.attended DegreeTerm.truancies BankStatement.lineCount`,
  ),
);

/**
 * What holds for each field that counts persons, or their cases, files, bookings and certificates; the reasons are in
 * `shared/decisions/2026-11-who-reads-what.md`, «Counts of persons».
 */
const DECISIONS: Readonly<Record<string, string>> = {
  // Whether there is room for one more.
  seats: `CourseSession.capacity CourseSession.enrolledCount CourseSession.waitlistCount CultureEvent.capacity CultureEvent.registrationCount
    TicketType.quota TicketType.sold Facility.capacity Occupancy.inside`,
  // A group that shows itself, or an audience: the size names nobody and says nothing of anybody but that they are of it.
  shownGroup: `TroupeTeam.memberCount ArtTroupe.memberCount FitnessGroup.size Performance.audience Delivery.audience OutreachRequest.audienceSize
    TrainingProgramme.targetHeadcount TrainingProgramme.headcount`,
  // Who holds an office or is on public duty: their names are public, too.
  office: `MediationOrg.workerReps MediationOrg.employerReps JointUnionCompliance.officers DutyDay.lawyers DutyDay.missing WorkforceStat.workers
    CadreCoverage.cadres CadreCoverage.cadresLinked`,
  // The plan's indicators and the «five ones».
  plan: `PlanIndicator.targetCount IndicatorMeasurement.numerator IndicatorMeasurement.denominator IndicatorMeasurement.valueCount
    IndicatorValue.valueCount IndicatorValue.gapCount FiveOne.value SkillsIndicator.numerator SkillsIndicator.denominator SkillsIndicator.valueCount`,
  // Exact for who reads the rows; for others in tens and null under ten.
  tens: `Union.memberCount Union.femaleMemberCount Union.migrantMemberCount MediationStats.received MediationStats.accepted MediationStats.agreed
    MediationStats.failed MediationStats.collective DisputeShare.total DisputeShareGroup.count GroupCount.count SkillsStats.enrolled
    SkillsStats.certificates SkillsStats.degreeSponsored VenueStats.bookings VenueUsage.bookings FundStats.activeFiles Enterprise.openCasesCount
    CadreCoverage.workers WageStat.workers CollectiveContract.workersCovered ProjectReport.directCumulative BeneficiaryCount.direct
    BeneficiaryCount.indirect DistrictCount.count`,
  // Withheld under ten for everybody, staff included.
  underTen: 'SentimentReport.total TopicCount.count TopicCount.countBefore TopicDistrictCount.count',
  // Figures of an employer: exact for who reads them, null for others.
  figures: `Enterprise.headcount EnterpriseLabourReport.headcount EnterpriseLabourReport.contractsSigned EnterpriseLabourReport.safetyTrained
    EnterpriseLabourReport.pension EnterpriseLabourReport.medical EnterpriseLabourReport.unemployment EnterpriseLabourReport.injury
    EnterpriseLabourReport.maternity ContractCoverage.workers ContractCoverage.workersCovered ContractCoverage.workersWithWages
    MediationOrg.headcountAtFounding`,
  // Exact, as a part of something that only who works with it reads.
  partOfRow: `RoundEmployer.workersCovered CongressVote.total CongressVote.present CongressVote.consent MediationCase.headcountAffected
    EarlyWarning.headcountAffected UnionFunction.count SuggestedDuty.conflicts AccessRecord.subjectCount Quota.limitPersonsPerDay Quota.personsToday`,
  // A person's own place in a queue.
  ownPlace: 'Enrolment.waitlistPosition Registration.position WaitlistEntry.position',
  // What came of an act or a file, told to who did it or may read its rows.
  ownAct: `MarkAttendancePayload.markedCount MergeCheckInsPayload.admittedCount BookRecurringPayload.bookedCount
    CancelRecurringPayload.cancelledCount CloseFacilityPayload.cancelledCount CloseFacilityPayload.movedCount RetireFacilityPayload.cancelledCount
    PaymentBatch.payoutCount BankStatement.processedCount BankStatement.mismatchCount ImportBatch.total ImportBatch.processed ImportBatch.accepted
    ImportBatch.rejected ExamScoreReport.rowCount ExamScoreReport.takenCount ExamScoreReport.correctedCount ExamScoreReport.unchangedCount
    ExamScoreReport.passedCount ExamScoreReport.failedCount ExamScoreReport.errorCount`,
};

interface IntField {
  readonly coordinate: string;
  readonly level: string;
}

/** The whole numbers that a supergraph answers with, lists of rows and their `totalCount` aside: those are of rows that the viewer may read. */
const intFields = (sdl: string): IntField[] =>
  [...readSupergraph(sdl).catalogue.fields.values()].filter(
    ({ kind, type, coordinate }) => kind === 'field' && /^\[?Int\b/.test(type) && !coordinate.endsWith('Connection.totalCount'),
  );

const nameOf = (coordinate: string): string => coordinate.slice(coordinate.indexOf('.') + 1);
const decided = new Map(
  Object.entries(DECISIONS).flatMap(([decision, coordinates]) => words(coordinates).map((each) => [each, decision])),
);

/** The fields that nothing is decided about, and what is listed and not there. */
function faults(sdl: string): { undecided: string[]; gone: string[] } {
  const fields = intFields(sdl).map(({ coordinate }) => coordinate);
  const names = new Set(fields.map(nameOf));
  return {
    undecided: fields.filter((each) => !decided.has(each) && !COUNTS_OTHER_THINGS.has(each) && !COUNTS_NOBODY.has(nameOf(each))),
    gone: [
      ...[...decided.keys(), ...COUNTS_OTHER_THINGS].filter((each) => !fields.includes(each)),
      ...[...COUNTS_NOBODY].filter((each) => !names.has(each)),
    ],
  };
}

const committed = readFileSync(path.join(import.meta.dirname, '../supergraph.graphql'), 'utf8');
const changed = (from: string | RegExp, to: string): string => {
  const sdl = committed.replace(from, to);
  if (sdl === committed) throw new Error(`The supergraph has no "${from}".`);
  return sdl;
};

test('about every whole number of the graph it is decided whether it counts persons, and who is told it', () => {
  expect(faults(committed)).toEqual({ undecided: [], gone: [] });
});

test('a new count is found, and one that is gone', () => {
  const planted = changed(/^type CultureEvent [^{]*\{\n/m, '$&  widowCount: Int @tag(name: "pub")\n');
  expect(faults(planted)).toEqual({ undecided: ['CultureEvent.widowCount'], gone: [] });
  expect(faults(changed(/\bregistrationCount: Int!/, 'registrationText: String!')).gone).toEqual([
    'CultureEvent.registrationCount',
  ]);
});

test('each field is decided about once, and not as a thing beside', () => {
  const listed = Object.values(DECISIONS).flatMap((coordinates) => words(coordinates));
  expect(listed.filter((each, at) => listed.indexOf(each) !== at)).toEqual([]);
  expect(listed.filter((each) => COUNTS_OTHER_THINGS.has(each) || COUNTS_NOBODY.has(nameOf(each)))).toEqual([]);
});

test('what is told to few is not tagged as public unless it can be null', () => {
  const nullable = new Set(['tens', 'underTen', 'figures']);
  const fields = readSupergraph(committed).catalogue.fields;
  const open = [...decided].flatMap(([coordinate, decision]) => {
    const field = fields.get(coordinate);
    return field?.level === 'pub' && nullable.has(decision as string) && field.type.endsWith('!') ? [coordinate] : [];
  });
  expect(open).toEqual([]);
});

test('the page names each kind of decision', () => {
  const page = readFileSync(path.join(import.meta.dirname, PAGE), 'utf8');
  expect(Object.keys(DECISIONS).filter((decision) => !page.includes(`| ${decision} |`))).toEqual([]);
});
