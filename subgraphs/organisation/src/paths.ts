import type { KeptPaths } from '@union-graph/subgraph';

/** What becomes of each path of the union tree that is kept here when a union moves (ORG-INV-4). */
export const paths: KeptPaths = {
  follows: [
    'import_batch.scope_path',
    'member.scope_path',
    'served_person.scope_path',
    'service_request.scope_path',
    'staff_member.scope_path',
    'trade_union.scope_path',
  ],
  stays: {
    'contact_link.scope_path': 'PostgreSQL writes it from the district that keeps the contact',
    'home_assessment.brights': 'names no place',
    'import_row.worker': 'a line of a file, without a place',
    'indicator_measurement.scope_path': 'what was measured of the city, a district or a bureau stays measured there',
    'member_correction.after': 'what the record said then',
    'member_correction.before': 'what the record said then',
    'merged_record.cards_before': 'what the record said then; cards name no place',
    'merged_record.duplicate_before': 'what the record said then; who goes back goes where the union is today',
    'merged_record.survivor_before': 'what the record said then; who goes back goes where the union is today',
    'tally.scope_path': 'triggers count in it the rows of tables that follow',
  },
};
