import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkedPartyCode, WarningNoticeKind } from '../schema.gen.ts';

/** That one of the six parties was told of a warning (S-28). */
@Entity('warning_notice')
export class WarningNotice {
  @PrimaryColumn('uuid', { name: 'warning_id' }) warningId!: string;
  @PrimaryColumn('text', { name: 'party_code' }) party!: LinkedPartyCode;
  @PrimaryColumn('text', { name: 'kind' }) kind!: WarningNoticeKind;
  @Column('timestamptz', { name: 'told_at' }) toldAt!: Date;
}
