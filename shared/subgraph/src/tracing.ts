import type { Attributes, Context, Span, SpanKind } from '@opentelemetry/api';

/** One piece of work of a trace. */
export interface Traced {
  /** Names it to another service (W3C Trace Context). */
  readonly traceparent: string;
  /** A piece of work that belongs to it; `client` is a request to another service. */
  child(name: string, kind: 'client' | 'internal', attributes?: Attributes): Traced;
  set(attributes: Attributes): void;
  /** `fault` names what went wrong, where something did. */
  end(fault?: string): void;
}

export interface Tracing {
  /** The work on a request that came in; it continues the trace that the request's `traceparent` names, if there is one. */
  request(name: string, traceparent: string | undefined, attributes?: Attributes): Traced;
  /** Sends what is not sent yet. */
  stop(): Promise<void>;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Tracing by OpenTelemetry, sent by OTLP over HTTP (JSON) to `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`; null
 * when neither is set, and then none of it is even loaded. `OTEL_TRACES_SAMPLER_ARG` is the share of traces that begin here and are kept
 * (1), `OTEL_SERVICE_NAME` stands above the service's own name.
 */
export async function openTracing(service: string, env: NodeJS.ProcessEnv): Promise<Tracing | null> {
  const isOn = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!isOn || env.OTEL_SDK_DISABLED === 'true') return null;
  const [api, sdk, { resourceFromAttributes }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const share = Number(env.OTEL_TRACES_SAMPLER_ARG || 1);
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME || service, 'service.namespace': 'union-graph' }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('union-graph');
  const kinds: Readonly<Record<'client' | 'internal', SpanKind>> = {
    client: api.SpanKind.CLIENT,
    internal: api.SpanKind.INTERNAL,
  };

  const traced = (span: Span, parent: Context): Traced => {
    const own = api.trace.setSpan(parent, span);
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
      child: (name, kind, attributes = {}) => traced(tracer.startSpan(name, { kind: kinds[kind], attributes }, own), own),
      set: (attributes) => span.setAttributes(attributes),
      end: (fault) => {
        if (fault) span.setAttribute('error.type', fault).setStatus({ code: api.SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
  return {
    request: (name, traceparent, attributes = {}) => {
      const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
      const root = api.ROOT_CONTEXT;
      const parent =
        traceId && spanId && flags
          ? api.trace.setSpanContext(root, { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true })
          : root;
      return traced(tracer.startSpan(name, { kind: api.SpanKind.SERVER, attributes }, parent), parent);
    },
    stop: () => provider.shutdown(),
  };
}
