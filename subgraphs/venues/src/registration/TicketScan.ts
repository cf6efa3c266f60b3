import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A ticket that was shown at a door: the first time it admits, later ones are doubles. */
@Entity('ticket_scan')
export class TicketScan {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'registration_id' })
  registrationId!: string;

  @Column('text', { name: 'door' })
  door!: string;

  @Column('timestamptz', { name: 'scanned_at' })
  scannedAt!: Date;

  /** When a door that had no network told of it; null for one that was told at once. */
  @Column('timestamptz', { name: 'merged_at' })
  mergedAt!: Date | null;

  @Column('text', { name: 'outcome' })
  outcome!: 'ADMITTED' | 'DOUBLE';
}
