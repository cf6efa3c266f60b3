import type { KeptPaths } from '@union-graph/subgraph';

/** What becomes of each path of the union tree that is kept here when a union moves (ORG-INV-4). */
export const paths: KeptPaths = {
  follows: [
    'certificate.scope_path',
    'competition_appeal.scope_path',
    'competition_award.scope_path',
    'competition_entry.scope_path',
    'credit_conversion.scope_path',
    'credit_entry.scope_path',
    'degree_application.scope_path',
    'directory_entry.scope_path',
    'enrolment.scope_path',
    'innovation_studio.scope_path',
    'job_ready_certificate.scope_path',
    'job_referral.scope_path',
    'member_place.scope_path',
    'sponsorship.scope_path',
    'subsidy_application.scope_path',
  ],
  stays: {
    'institution.scope_path': 'a school belongs to the city or to a district, which do not move',
    'staff_training_year.scope_path': 'the district that trained the staff member in that year',
  },
};
