import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One subgraph: `HOUSE` for a subgraph that the operator configures, `REGISTERED` for one that its owner registered. */
@Entity('registered_subgraph')
export class SubgraphRow {
  /** The name of the subgraph in the supergraph. */
  @PrimaryColumn('text', { name: 'name' })
  id!: string;

  @Column('text', { name: 'kind' })
  kind!: 'HOUSE' | 'REGISTERED';

  @Column('uuid', { name: 'owner_union_id' })
  ownerUnionId!: string;

  @Column('text', { name: 'status' })
  status!: 'PROPOSED' | 'ACTIVE' | 'REFUSED';

  /** The owner's e-mail address; null for a subgraph of the house, like the next two columns. */
  @Column('text', { name: 'contact' })
  contact!: string | null;

  @Column('text', { name: 'routing_url' })
  routingUrl!: string | null;

  /** The prefix of its type names. */
  @Column('text', { name: 'prefix' })
  prefix!: string | null;

  @Column('uuid', { name: 'registered_by' })
  registeredBy!: string | null;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date | null;

  @Column('uuid', { name: 'decided_by' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  /** Why it was refused. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
