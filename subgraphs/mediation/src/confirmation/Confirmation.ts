import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConfirmationResult, ConfirmationRoute } from '../schema.gen.ts';

@Entity('confirmation')
export class Confirmation {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text', { name: 'route' }) route!: ConfirmationRoute;
  @Column('date', { name: 'applied_on' }) appliedAt!: string;
  @Column('date', { name: 'due_by' }) dueBy!: string;
  @Column('text', { name: 'result' }) result!: ConfirmationResult | null;
  @Column('text', { name: 'document_no' }) documentNo!: string | null;
  @Column('int', { name: 'version' }) version!: number;
}
