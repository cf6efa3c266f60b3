import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The right of one program to publish one subgraph for a limited time. */
@Entity('subgraph_credential')
export class SubgraphCredential {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** The program's client id at the identity provider. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { name: 'subgraph' })
  subgraph!: string;

  @Column('timestamptz', { name: 'valid_from' })
  validFrom!: Date;

  /** The instant at which the credential expires. */
  @Column('timestamptz', { name: 'valid_to' })
  validTo!: Date;

  @Column('uuid', { name: 'added_by' })
  addedBy!: string;

  @Column('timestamptz', { name: 'revoked_at' })
  revokedAt!: Date | null;

  @Column('uuid', { name: 'revoked_by' })
  revokedBy!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
