"""The handbook for a search engine that runs on servers, OpenSearch or Elasticsearch: indices, documents, a query."""
