import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The right of a developer's machine to read the graph's public fields for some hours (`union-graph dev`). */
@Entity('developer_passport')
export class DeveloperPassport {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** The program of the subgraph's owner that asked for it. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  /** The subgraph that is developed. */
  @Column('text', { name: 'subgraph' })
  subgraph!: string;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'revoked_at' })
  revokedAt!: Date | null;

  /** The person or the program that revoked it. */
  @Column('text', { name: 'revoked_by' })
  revokedBy!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
