/** An access record as a viewer sees it. */
export interface AccessRecord {
  readonly seq: bigint;
  readonly at: Date;
  readonly client: string;
  readonly actor: string | null;
  readonly roles: string[];
  readonly agreementId: string | null;
  readonly purpose: string | null;
  readonly operationName: string | null;
  readonly operationHash: string;
  readonly coordinates: string[];
  readonly subjects: string[];
  readonly subjectCount: number;
  readonly rows: number;
  readonly suppressed: number;
  readonly decision: 'ALLOWED' | 'REFUSED';
  readonly code: string | null;
  readonly count: number;
  readonly latencyMs: number;
  readonly hash: string;
  readonly previousHash: string;
}
