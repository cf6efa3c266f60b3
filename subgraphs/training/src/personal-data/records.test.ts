import { tryKnownRecords } from '@union-graph/testing';
import { training } from '../subgraph.ts';

tryKnownRecords(training, 'employment', { columns: 'employer_id', of: ({ employerId }) => ({ employer_id: employerId }) });
