import { ArnFormat, Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What log-ins are granted on. */
export interface DatabaseLogin {
  /** Resource id of the instance (`db-…`), cluster (`cluster-…`) or proxy (`prx-…`) that is logged in to. */
  readonly resourceId: string;
  /** User of the database. */
  readonly user: string;
}

/** Permissions on a tenant database. */
export class TenantDatabaseGrants {
  public constructor(
    private readonly scope: Construct,
    private readonly login: DatabaseLogin,
  ) {}

  /**
   * Lets `grantee` log in as the service user, with a token of IAM as the password.
   *
   * It must also be in the network, in the client security group.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
   */
  public connect(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['rds-db:connect'],
      resourceArns: [databaseUserArn(this.scope, this.login)],
    });
  }
}

/** ARN of a user of a database, as IAM knows it. */
export function databaseUserArn(scope: Construct, { resourceId, user }: DatabaseLogin): string {
  return Stack.of(scope).formatArn({
    service: 'rds-db',
    resource: 'dbuser',
    resourceName: `${resourceId}/${user}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
