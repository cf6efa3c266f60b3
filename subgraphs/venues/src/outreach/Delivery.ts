/** That a request was met; by its id a performance is found that met it. */
export interface Delivery {
  readonly at: Date;
  readonly audience: number;
  readonly requestId: string;
}
