import 'reflect-metadata';

export { type EventType, namedRecords } from '@union-graph/events';
export { recordOperatorAct } from './audit/operatorAct.ts';
export { collectRepeats, type Repeats } from './audit/repeats.ts';
export { checkedDayOfWork, checkedFirstDay, isDistrict } from './bounds.ts';
export { checkedEmail, checkedNumber, checkedOpenText, checkedText, refuseUnused, requireIds } from './checks.ts';
export { addDays, civilDay, MINUTE_MS, minutesAfter, minutesBetween, startOfDay } from './clock.ts';
export { type Config, readConfig, readCursorSecrets } from './config.ts';
export { createDataSource, exactTypes } from './database/dataSource.ts';
export { HOLIDAYS } from './database/holidays.ts';
export { SIGNED_INSTANT } from './database/instants.ts';
export { lockByName } from './database/lockByName.ts';
export { allMigrations, migrate, migrateDown } from './database/migrate.ts';
export { beginsWith } from './database/names.ts';
export { openPool } from './database/pool.ts';
export { appRole, databaseName, migratorRole, provision, restrictConnections } from './database/provision.ts';
export {
  columns,
  empty,
  insertRow,
  insertRows,
  join,
  preparedRows,
  raw,
  rows,
  type Sql,
  sql,
  updateRow,
  type Versioned,
  versionConflict,
} from './database/rows.ts';
export { underPath, underPaths } from './database/scope.ts';
export { type Calendar, calendar, isWorkingDay, readCalendar, rolledDay } from './days/calendar.ts';
export { endOfDay, type Length, lastDayOf, lastDays } from './days/deadlines.ts';
export { addMonths, lastDayOfTerm } from './days/months.ts';
export { defineSubgraph, type SubgraphDefinition, type Task } from './define.ts';
export { DirectoryEntry, type DirectoryKind } from './directory/DirectoryEntry.ts';
export {
  directoryBeginningMigration,
  directoryMigration,
  followEnterprises,
  followServicePoints,
  followSocialOrganisations,
  followStaff,
  getEnterprise,
  getServicePoint,
  getSocialOrganisations,
  getStaffNamed,
  getWorkingStaff,
  partOf,
} from './directory/directory.ts';
export { KnownMember } from './directory/KnownMember.ts';
export {
  hasAnyDiedOf,
  hasDiedOf,
  knownMemberDayMigration,
  knownMemberLifeMigration,
  memberPlaceDayMigration,
  memberPlaceLifeMigration,
  onDeath,
  onLife,
  onRowsOfDead,
  refuseDeadOf,
  toldLife,
} from './directory/lives.ts';
export {
  checkMemberNames,
  checkMembers,
  followMembers,
  knownMemberData,
  knownMemberMigration,
  knownMemberPlaceMigration,
  placesOfMember,
  readsMembersAt,
  refuseDead,
} from './directory/members.ts';
export { carryAlong, followMoves, type KeptPaths } from './directory/moves.ts';
export { followsMovesMigration, movedUnionMigration } from './directory/movesMigration.ts';
export { type Successor, successorOf } from './directory/successors.ts';
export { type Ending, endOnSignals } from './ending.ts';
export { typesTakenBy } from './events/handlers.ts';
export type { Aggregate, CloudEvent, Subscriber } from './events/publish.ts';
export { type EventHandler, handle } from './events/receive.ts';
export { type CsvRecord, MOST_FAULTS, parseCsv } from './files/csv.ts';
export { bytesOf, decodeFile, isMisread, UnreadableFile } from './files/decodeFile.ts';
export { checkArguments } from './graph/arguments.ts';
export type { Context, MutationInput, ReadContext } from './graph/context.ts';
export { createCursors } from './graph/cursors.ts';
export { isListed } from './graph/isListed.ts';
export { type Batch, findVisible, grouped, inOrder } from './graph/loaders.ts';
export { merge } from './graph/merge.ts';
export type { Connection, PageArgs, PageSource } from './graph/pages.ts';
export { type PersonalRows, personalRows } from './graph/personalRows.ts';
export { readAnswer, readAnswerStart } from './http/readAnswer.ts';
export { DURATION_BUCKETS, makeRequestMetrics, openRegistry } from './http/requestMetrics.ts';
export { RECEIVE_MS, receiveTimeouts } from './http/timeouts.ts';
export { isId, newId } from './ids.ts';
export { defineKnown, type Known, type KnownRow } from './known/known.ts';
export { defineSnapshot, type Snapshot } from './known/snapshots.ts';
export { openLog } from './log.ts';
export { coreHash, foldedName, memberNameHash, nameCore, nameHash } from './nameHash.ts';
export { checkedName, checkedPersonName, isPersonName, keptNameBeginning, keptPersonName } from './names.ts';
export { FILE_TYPES, type FileType, fileType } from './objects/fileTypes.ts';
export { inspectObject, type ObjectFacts, type ObjectSpec, type ObjectStore } from './objects/objectStore.ts';
export {
  type Days,
  piecesFor,
  published,
  publishedFen,
  publishedPieces,
  SMALLEST,
  sumOf,
  sumOfFen,
  wholeQuarters,
  withheldCells,
} from './partners/disclosure.ts';
export { inAgreedDistricts, isAgreedDistrict, refuseOtherDistrict } from './partners/scope.ts';
export { consented, type PublishedConsent, tellConsent } from './people/consents.ts';
export { type PersonalDataSheet, personalDataCopy, statusAsOfNow } from './people/copy.ts';
export { answerDataRequest, type DataAnswer, eraseForGood } from './people/dataRequests.ts';
export { refuseEnded, refuseErased } from './people/erasedRecords.ts';
export { type MemberColumns, type MergeIds, mergeRows, recordsOf, survivorOf, unmergeRows } from './people/memberMerges.ts';
export { type AsOfNow, type OnErasure, type PersonalTable, PSEUDONYM } from './people/personalData.ts';
export { definePolicy } from './policy.ts';
export { forbidden, notFound, Refusal, type RefusalCode, refuseIf } from './refusal.ts';
export { type Dispatched, type RequestTaker, resolveRequest, takeRequests } from './requests/dispatched.ts';
export { closeRequestRow, RequestRow, takeAsRows } from './requests/RequestRow.ts';
export { defineNumbers, type RuleNumber } from './rule-numbers/define.ts';
export { type RuleNumberRow, readRuleNumbers, type SetRuleNumberInput, setRuleNumber } from './rule-numbers/resolvers.ts';
export type { ReadNumber } from './rule-numbers/values.ts';
export {
  environmentFaults,
  isProduction,
  readCommon,
  readDatabase,
  readKeySet,
  readServiceKey,
  readSubscribers,
  SettingsError,
} from './settings.ts';
export { openSubgraph, type RunningSubgraph, startSubgraph } from './start.ts';
export { assertTransition, statesBefore, type Transitions } from './states.ts';
export { formOf, keptText, longestText, TEXT_FORMS, type TextForm } from './texts.ts';
export { codeHash, isGenuine, newTicketKeys, readTicketCode, signText, type TicketKeys, ticketCode } from './ticketCode.ts';
export { openTracing, type Traced, type Tracing } from './tracing.ts';
export { getForUpdate, type Tx } from './transaction.ts';
