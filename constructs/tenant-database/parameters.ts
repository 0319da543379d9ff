/**
 * Settings of PostgreSQL that every tenant database has.
 *
 * Logged are connections, changes of the schema and slow statements: what an audit asks for, in few lines. Values
 * bound to statements are a tenant's data and stay out of the log.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 */
export const PARAMETERS: Readonly<Record<string, string>> = {
  log_connections: '1',
  log_disconnections: '1',
  log_min_duration_statement: '2000',
  log_parameter_max_length: '0',
  log_statement: 'ddl',
  password_encryption: 'scram-sha-256',
  'rds.accepted_password_auth_method': 'scram',
  'rds.force_ssl': '1',
  ssl_min_protocol_version: 'TLSv1.2',
};
