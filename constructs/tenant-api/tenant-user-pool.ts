import { Duration, RemovalPolicy, aws_cognito as cognito } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';

export interface TenantUserPoolProps {
  /** Name people see in the console; can be changed without harm. */
  readonly name: string;
}

/**
 * The people who may use a tenant's API.
 *
 * Only an administrator adds people, by e-mail address. Everybody signs in with a password and a one-time code of an
 * authenticator app, which unlike text messages costs nothing and sends nothing out of the region. The pool outlives the
 * stack and cannot be deleted before its protection is taken off.
 */
export class TenantUserPool extends Construct {
  public readonly userPool: cognito.UserPool;

  /** Signs people in from an application that can keep no secret, by SRP. */
  public readonly client: cognito.UserPoolClient;

  public constructor(scope: Construct, id: string, { name }: TenantUserPoolProps) {
    super(scope, id);

    this.userPool = new cognito.UserPool(this, 'Resource', {
      userPoolName: name,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
        passwordHistorySize: 4,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      // The plan that knows a password history; like the smaller one, free for the first 10,000 users a month.
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.userPool,
      'Threat protection of the Plus plan is charged for every user from the first one on. People are added by an administrator only, need a second factor, and Cognito locks out who guesses passwords.',
      ['AwsSolutions-COG8'],
    );

    this.client = this.userPool.addClient('Client', {
      generateSecret: false,
      authFlows: { userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    });
  }
}
