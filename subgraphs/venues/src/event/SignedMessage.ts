import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a model worker wrote for an event (S-73). It is shown while their consent holds. */
@Entity('signed_message')
export class SignedMessage {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'text' })
  text!: string;

  @Column('timestamptz', { name: 'signed_at' })
  signedAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
