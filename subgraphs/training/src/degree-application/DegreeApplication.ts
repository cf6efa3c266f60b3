import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DegreeStatus, Education } from './rules.ts';

/** A member's way through the degree plan, from the nomination to the diploma (S-62). */
@Entity('degree_application')
export class DegreeApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId!: string;

  @Column('int', { name: 'exam_year' })
  examYear!: number;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('uuid', { name: 'nominated_by' })
  nominatedBy!: string;

  @Column('date', { name: 'nominated_on' })
  nominatedOn!: string;

  @Column('uuid', { name: 'employer_id' })
  employerId!: string;

  @Column('boolean', { name: 'agricultural_hukou' })
  agriculturalHukou!: boolean;

  @Column('text', { name: 'education' })
  education!: Education;

  @Column('date', { name: 'contract_from' })
  contractFrom!: string;

  @Column('date', { name: 'contract_to' })
  contractTo!: string | null;

  @Column('text', { name: 'status' })
  status!: DegreeStatus;

  @Column('uuid', { name: 'checked_by' })
  checkedBy!: string | null;

  @Column('timestamptz', { name: 'checked_at' })
  checkedAt!: Date | null;

  @Column('text', { name: 'rule_code' })
  ruleCode!: string | null;

  @Column('text', { name: 'reasons', array: true })
  reasons!: string[];

  @Column('text', { name: 'exam_no' })
  examNo!: string | null;

  @Column('int', { name: 'exam_score' })
  examScore!: number | null;

  /** Whether the worker did not come to the examination: there is no score then. */
  @Column('boolean', { name: 'exam_absent' })
  examAbsent!: boolean;

  /** The line that the score was compared with. */
  @Column('int', { name: 'score_line' })
  scoreLine!: number | null;

  @Column('uuid', { name: 'admitted_by' })
  admittedBy!: string | null;

  @Column('timestamptz', { name: 'admitted_at' })
  admittedAt!: Date | null;

  @Column('text', { name: 'student_no' })
  studentNo!: string | null;

  @Column('date', { name: 'starts_on' })
  startsOn!: string | null;

  @Column('date', { name: 'ended_on' })
  endedOn!: string | null;

  @Column('text', { name: 'ended_because' })
  endedBecause!: string | null;

  @Column('uuid', { name: 'certificate_id' })
  certificateId!: string | null;

  @Column('text', { name: 'diploma_no' })
  diplomaNo!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
