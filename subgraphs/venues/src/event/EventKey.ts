import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The key pair (Ed25519) that signs the tickets and door lists of one event. */
@Entity('event_key')
export class EventKey {
  @PrimaryColumn('uuid', { name: 'event_id' })
  eventId!: string;

  /** PKCS #8, DER. */
  @Column('bytea', { name: 'private_key' })
  privateKey!: Buffer;

  /** The member `x` of the JSON Web Key (RFC 8037). */
  @Column('text', { name: 'public_key' })
  publicKey!: string;
}
