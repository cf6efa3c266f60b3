import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An application that asks the graph. */
@Entity('client_application')
export class ClientApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'team' })
  team!: string;

  @Column('text', { name: 'contact' })
  contact!: string;

  /** The client of its requests, by its id with the identity provider. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  /** The program that publishes its operations. */
  @Column('text', { name: 'publisher_client_id' })
  publisherClientId!: string;

  @Column('uuid', { name: 'registered_by' })
  registeredBy!: string;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;

  /** Whether the graph answers its published operations alone. */
  @Column('boolean', { name: 'safelist_only' })
  safelistOnly!: boolean;

  @Column('int', { name: 'version' })
  version!: number;
}
