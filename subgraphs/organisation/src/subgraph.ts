import path from 'node:path';
import { identityKeyFaults } from '@union-graph/identity';
import { defineSubgraph } from '@union-graph/subgraph';
import { batches } from './batches.ts';
import { cadreConstraints } from './cadre-link/constraints.ts';
import { cardConstraints } from './card/constraints.ts';
import { entities, migrations } from './database.ts';
import { departmentConstraints } from './department/constraints.ts';
import { enterpriseConstraints } from './enterprise/constraints.ts';
import { fundPaymentTold } from './five-ones/fundPaymentTold.ts';
import { IMPORT_ROWS } from './import-batch/importMembers.ts';
import { importRows } from './import-batch/importRows.ts';
import { runningFundAllocated } from './joint-union/runningFundAllocated.ts';
import { caseStaffed } from './member/caseStaffed.ts';
import { memberColumns } from './member/columns.ts';
import { memberConstraints } from './member/constraints.ts';
import { personServed } from './member/personServed.ts';
import { hasDiedHere, refuseDeadPersons } from './member/refusals.ts';
import { membershipConstraints } from './membership/constraints.ts';
import { paths } from './paths.ts';
import { personalDataConstraints } from './personal-data/constraints.ts';
import { dataRequestAnswered } from './personal-data/parts.ts';
import { personalData } from './personal-data/tables.ts';
import { planConstraints } from './plan/constraints.ts';
import { indicatorMeasured } from './plan/indicatorMeasured.ts';
import { resolvers } from './resolvers.ts';
import { numbers } from './rule/numbers.ts';
import { warningRaised } from './sentiment/addSentiment.ts';
import { serviceItemConstraints } from './service-item/constraints.ts';
import { serviceRequestConstraints } from './service-request/constraints.ts';
import { ESCALATE_REQUEST, escalateOverdueRequest } from './service-request/escalate.ts';
import { requestHandled } from './service-request/requestHandled.ts';
import { snapshots } from './snapshots.ts';
import { socialOrganisationConstraints } from './social-organisation/constraints.ts';
import { deletionOverdue } from './social-organisation/deletionOverdue.ts';
import { staffConstraints } from './staff-member/constraints.ts';
import { taskProjectConstraints } from './task-project/constraints.ts';
import { transferConstraints } from './transfer/constraints.ts';
import { RETURN_TRANSFER } from './transfer/requestTransfer.ts';
import { returnOverdueTransfer } from './transfer/returnTransfer.ts';
import { unionConstraints } from './union/constraints.ts';
import { workersHomeConstraints } from './workers-home/constraints.ts';

export const organisation = defineSubgraph({
  name: 'organisation',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
  numbers,
  settingFaults: identityKeyFaults,
  personalData,
  refuseDead: refuseDeadPersons,
  hasDied: hasDiedHere,
  memberColumns,
  openToErased: ['requestErasure', 'requestMyData'],
  appendOnly: [
    'calendar_day',
    'home_assessment',
    'conference_attendee',
    'contact_event',
    'contact_visit',
    'external_agency',
    'resolution',
    'task_assist',
    'task_indicator',
    'sentiment_item',
    'staff_term',
    'task_report',
    'indicator_measurement',
    'plan',
    'plan_indicator',
    'principle_document',
    'union_activity',
    'workforce_stat',
  ],
  constraints: {
    ...cadreConstraints,
    ...cardConstraints,
    ...departmentConstraints,
    ...enterpriseConstraints,
    ...memberConstraints,
    ...membershipConstraints,
    ...personalDataConstraints,
    ...planConstraints,
    ...serviceItemConstraints,
    ...serviceRequestConstraints,
    ...socialOrganisationConstraints,
    ...staffConstraints,
    ...taskProjectConstraints,
    ...transferConstraints,
    ...unionConstraints,
    ...workersHomeConstraints,
  },
  paths,
  endedUnions: "select id from trade_union where status in ('MERGED', 'DISSOLVED')",
  on: [
    deletionOverdue,
    dataRequestAnswered,
    caseStaffed,
    indicatorMeasured,
    ...requestHandled,
    warningRaised,
    ...fundPaymentTold,
    runningFundAllocated,
    ...personServed,
  ],
  snapshots,
  tasks: { [ESCALATE_REQUEST]: escalateOverdueRequest, [IMPORT_ROWS]: importRows, [RETURN_TRANSFER]: returnOverdueTransfer },
});
