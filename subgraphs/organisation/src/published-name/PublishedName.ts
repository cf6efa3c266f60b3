/** A name that its bearer lets everybody read. */
export interface PublishedName {
  readonly memberId: string;
  readonly nameZh: string | null;
}
