/**
 * The version of Elasticsearch, Kibana and Logstash, which are one and the same. Elastic's operator, whose version is
 * with the charts, must know it.
 */
export const elasticStackVersion = {
  version: "9.5.0",
  /** For what is not run by the operator, which knows the names itself. */
  elasticsearchImage: "docker.elastic.co/elasticsearch/elasticsearch",
  source: "values.yaml of the eck-stack chart 0.20.0, released with operator 3.5.0",
  date: "2026-08-22",
} as const;
