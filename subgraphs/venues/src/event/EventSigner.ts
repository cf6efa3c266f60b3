import { Entity, PrimaryColumn } from 'typeorm';

/** A model worker (劳模) who is invited to sign a message for an event (S-73). */
@Entity('event_signer')
export class EventSigner {
  @PrimaryColumn('uuid', { name: 'event_id' })
  eventId!: string;

  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;
}
