/** What becomes of what each column names when the union ends (2.1.3): each column of a union in this service has its row. */
export const WHEN_A_UNION_ENDS: Readonly<Record<string, string>> = {
  'budget_allocation.union_id':
    'stays, as the figure of its year; what of it is not with the bank is not paid any more, and the heir has running money of its own',
  'disbursement.union_id':
    'stays, as who was to be paid: one that is not with the bank can only be voided, one that is ends as the bank tells',
  'moved_union.union_id': 'stays: how far moves of the union are followed',
  'payout_source.union_id':
    'is withdrawn; a service cost and the funding of a studio of which nothing is paid or under way become the heir’s, others stay withdrawn',
  'service_cost_application.union_id':
    'becomes the heir’s while nothing of it is paid, without an account; without an heir it is turned down. What was paid stays, and the unions above account for it',
  'union_standing.union_id': 'stays, marked as ended',
  'union_standing.merged_into_id': 'stays: when that one ends as well, what passed to it passes on',
};
