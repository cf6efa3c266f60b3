import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConfirmationResult, ConfirmationRoute } from '../schema.gen.ts';

/** `dueBy` is derived by the database from the agreement's day of effect (MED-INV-6). */
@Entity('confirmation')
export class Confirmation {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text', { name: 'route' }) route!: ConfirmationRoute;
  @Column('date', { name: 'applied_on' }) appliedAt!: string;
  @Column({ type: 'date', name: 'due_by', insert: false, update: false }) dueBy!: string;
  @Column('text', { name: 'result' }) result!: ConfirmationResult | null;
  @Column('text', { name: 'document_no' }) documentNo!: string | null;
  @Column('int', { name: 'version' }) version!: number;
}
