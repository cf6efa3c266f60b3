import { refuseIf, type Tx } from '@union-graph/subgraph';

/** Nobody takes themselves on, says that they did well on probation, or ends their own work. `field` is the input that names the person. */
export const refuseOwn = ({ viewer }: Tx, personId: string | undefined, field: string): void =>
  refuseIf(
    personId !== undefined && viewer.personId === personId,
    'SEPARATION_OF_DUTIES',
    'Nobody decides on their own employment. Ask a colleague.',
    { rule: 'S-14', field },
  );
