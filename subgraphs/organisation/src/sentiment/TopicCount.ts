export type { ToldTopic as TopicCount } from './SentimentReport.ts';
