import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('mediation_session')
export class Session {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('timestamptz', { name: 'held_at' }) heldAt!: Date;
  @Column('text', { name: 'attendees', array: true }) attendees!: string[];
  @Column('timestamptz', { name: 'applicant_notified_at' }) applicantNotifiedAt!: Date;
  @Column('timestamptz', { name: 'respondent_notified_at' }) respondentNotifiedAt!: Date;
  @Column('text', { name: 'confidential_notes' }) confidentialNotes!: string | null;
}
