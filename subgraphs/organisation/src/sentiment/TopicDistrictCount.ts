export type { ToldDistrict as TopicDistrictCount } from './SentimentReport.ts';
