import {
  type Stack,
  aws_certificatemanager as acm,
  aws_cognito as cognito,
  aws_ec2 as ec2,
  aws_iam as iam,
  aws_logs as logs,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { TenantApi, type TenantApiProps } from '../../../constructs/tenant-api/tenant-api';
import { aStack, someProps } from './some-props';

const OWN_SERVICE = { entry: `${__dirname}/fixtures/service.ts` };
const OIDC = { issuer: 'https://login.example.com', audience: ['tenant-api'] };
const CORS = { allowOrigins: ['https://app.example.com'] };

describe('the API', () => {
  test('is regional, accepts TLS 1.2 at least, and checks the name of the connection', () => {
    apiWith().hasResourceProperties('AWS::ApiGateway::RestApi', {
      Name: 'acme',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
      DisableExecuteApiEndpoint: false,
    });
  });

  test('bounds requests of all callers together', () => {
    apiWith().hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'live',
      MethodSettings: [
        Match.objectLike({
          HttpMethod: '*',
          ResourcePath: '/*',
          ThrottlingRateLimit: 50,
          ThrottlingBurstLimit: 100,
        }),
      ],
    });
  });

  test("bounds requests of the tenant's key, in rate and in number", () => {
    const template = apiWith();

    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      Throttle: { RateLimit: 50, BurstLimit: 100 },
      Quota: { Limit: 1_000_000, Period: 'MONTH' },
      ApiStages: [Match.objectLike({ ApiId: { Ref: 'Api9AF3637B' } })],
    });
    template.hasResourceProperties('AWS::ApiGateway::UsagePlanKey', { KeyId: { Ref: 'ApiUsageKey02A270D1' } });
  });

  test('keeps the logical ids of what must not be replaced', () => {
    const template = apiWith();

    expect(Object.keys(template.findResources('AWS::ApiGateway::RestApi'))).toEqual(['Api9AF3637B']);
    expect(Object.keys(template.findResources('AWS::ApiGateway::ApiKey'))).toEqual(['ApiUsageKey02A270D1']);
    expect(Object.keys(template.findResources('AWS::Cognito::UserPool'))).toEqual(['ApiAuthorizerUserPool88CA559B']);
    expect(Object.keys(template.findResources('AWS::Cognito::UserPoolClient'))).toEqual([
      'ApiAuthorizerUserPoolClientCC2E3095',
    ]);
  });

  test('says of a refused request only what kind of refusal it is', () => {
    const template = apiWith();

    for (const ResponseType of ['DEFAULT_4XX', 'DEFAULT_5XX']) {
      template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
        ResponseType,
        ResponseTemplates: {
          'application/json': '{"title":"$context.error.responseType","requestId":"$context.requestId"}',
        },
      });
    }
  });
});

describe('refusals', () => {
  test('can be read by pages of the one origin', () => {
    apiWith({ cors: CORS }).allResourcesProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'https://app.example.com'" },
    });
  });

  test('name no origin where there are several, since only one can be named', () => {
    apiWith({
      cors: { allowOrigins: ['https://app.example.com', 'https://admin.example.com'] },
    }).allResourcesProperties('AWS::ApiGateway::GatewayResponse', { ResponseParameters: Match.absent() });
  });
});

describe('the methods', () => {
  test.each<{ name: string; props: Partial<TenantApiProps>; type: string; count: number }>([
    { name: 'notes, by the user pool', props: {}, type: 'COGNITO_USER_POOLS', count: 5 },
    { name: 'notes, by an issuer', props: { authorizer: OIDC, cors: CORS }, type: 'CUSTOM', count: 5 },
    { name: 'the own service', props: { service: OWN_SERVICE, cors: CORS }, type: 'COGNITO_USER_POOLS', count: 1 },
  ])('need authorization and the API key for $name', ({ props, type, count }) => {
    const methods = methodsOf(apiWith(props)).filter(
      ({ HttpMethod, path }) => HttpMethod !== 'OPTIONS' && path !== 'health',
    );

    expect(methods).toHaveLength(count);
    for (const { AuthorizationType, ApiKeyRequired, RequestValidatorId } of methods) {
      expect({ AuthorizationType, ApiKeyRequired, RequestValidatorId }).toEqual({
        AuthorizationType: type,
        ApiKeyRequired: true,
        RequestValidatorId: { Ref: 'ApiValidatorF3DFFB6D' },
      });
    }
  });

  test.each<{ name: string; props: Partial<TenantApiProps> }>([
    { name: 'the sample service', props: {} },
    { name: 'the own service', props: { service: OWN_SERVICE } },
  ])('let operators ask for the health of $name as IAM principals, without the API key', ({ props }) => {
    const health = methodsOf(apiWith(props)).filter(({ path }) => path === 'health');

    expect(health).toEqual([
      expect.objectContaining({ HttpMethod: 'GET', AuthorizationType: 'AWS_IAM', ApiKeyRequired: false }),
    ]);
  });

  test('have no preflight by default', () => {
    expect(methodsOf(apiWith()).map(({ HttpMethod }) => HttpMethod)).not.toContain('OPTIONS');
  });

  test('have preflights, answered by API Gateway alone, for the origins given', () => {
    const preflights = methodsOf(apiWith({ cors: CORS })).filter(({ HttpMethod }) => HttpMethod === 'OPTIONS');

    expect(preflights).toHaveLength(2);
    for (const { Integration } of preflights) {
      expect(Integration).toMatchObject({
        Type: 'MOCK',
        IntegrationResponses: [
          { ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'https://app.example.com'" } },
        ],
      });
    }
  });

  test.each<{ name: string; props: Partial<TenantApiProps>; allowed: Readonly<Record<string, string>> }>([
    {
      name: 'the sample service',
      props: { cors: CORS },
      allowed: { notes: "'GET,POST'", '{id}': "'GET,PUT,DELETE'" },
    },
    {
      name: 'the own service',
      props: { cors: CORS, service: OWN_SERVICE },
      allowed: { '{proxy+}': "'OPTIONS,GET,PUT,POST,DELETE,PATCH,HEAD'" },
    },
  ])('let pages call $name with its methods, a token, the API key, JSON and a version', ({ props, allowed }) => {
    const preflights = methodsOf(apiWith(props)).filter(({ HttpMethod }) => HttpMethod === 'OPTIONS');

    expect(
      Object.fromEntries(preflights.map(({ path, Integration }) => [path, preflightHeaders(Integration)])),
    ).toEqual(
      Object.fromEntries(
        Object.entries(allowed).map(([path, methods]) => [
          path,
          expect.objectContaining({
            'Access-Control-Allow-Methods': methods,
            'Access-Control-Allow-Headers': "'Authorization,Content-Type,If-Match,X-Api-Key'",
          }),
        ]),
      ),
    );
  });

  test('name the origin that asks in the preflight where there are several', () => {
    const cors = { allowOrigins: ['https://app.example.com', 'https://admin.example.com'] };
    const preflights = methodsOf(apiWith({ cors })).filter(({ HttpMethod }) => HttpMethod === 'OPTIONS');

    expect(preflights).toHaveLength(2);
    for (const { Integration } of preflights) {
      expect(preflightHeaders(Integration)).toMatchObject({ Vary: "'Origin'" });
      expect(JSON.stringify(Integration)).toContain('$origin == \\"https://admin.example.com\\"');
    }
  });

  test('tell the service which origins may call', () => {
    apiWith({ cors: CORS }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ CORS_ALLOW_ORIGINS: '["https://app.example.com"]' }) },
    });
  });

  test('accept nothing but whole notes', () => {
    const template = apiWith();

    template.hasResourceProperties('AWS::ApiGateway::RequestValidator', {
      ValidateRequestBody: true,
      ValidateRequestParameters: true,
    });
    template.hasResourceProperties('AWS::ApiGateway::Model', {
      Schema: Match.objectLike({
        required: ['title', 'body'],
        additionalProperties: false,
        properties: {
          title: { type: 'string', minLength: 1, maxLength: 200 },
          body: { type: 'string', maxLength: 10_000 },
        },
      }),
    });
    const checked = methodsOf(template).filter(({ RequestModels }) => RequestModels !== undefined);
    expect(checked.map(({ HttpMethod }) => HttpMethod).toSorted()).toEqual(['POST', 'PUT']);
  });

  test('lead to the alias, and nothing but the stage may invoke it', () => {
    const template = apiWith();

    for (const { Integration } of methodsOf(template)) {
      expect(JSON.stringify(Integration)).toContain('{"Ref":"ApiAliasCB3215C6"}');
    }
    template.resourceCountIs('AWS::Lambda::Permission', 1);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'ApiAliasCB3215C6' },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Join': [
          '',
          [
            Match.stringLikeRegexp(':execute-api:eu-central-1:111122223333:$'),
            { Ref: 'Api9AF3637B' },
            '/',
            { Ref: 'ApiDeploymentStagelive0EE14974' },
            '/*/*',
          ],
        ],
      },
    });
  });
});

describe('the logs', () => {
  test('are all encrypted with the key and kept for a year by default', () => {
    const template = apiWith({ authorizer: OIDC, webAcl: true });

    template.resourceCountIs('AWS::Logs::LogGroup', 5);
    template.allResourcesProperties('AWS::Logs::LogGroup', {
      KmsKeyId: Match.stringLikeRegexp(':key/'),
      RetentionInDays: 365,
    });
  });

  test('are kept as long as told', () => {
    apiWith({ logRetention: logs.RetentionDays.TWO_YEARS }).allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 731,
    });
  });

  test('have a line for each request, without headers, queries and bodies', () => {
    const [stage] = Object.values(apiWith().findResources('AWS::ApiGateway::Stage'));
    const format: unknown = JSON.parse(stage?.['Properties'].AccessLogSetting.Format);

    expect(format).toMatchObject({
      requestId: '$context.requestId',
      ip: '$context.identity.sourceIp',
      method: '$context.httpMethod',
      path: '$context.path',
      status: '$context.status',
      latencyMs: '$context.responseLatency',
      principal: '$context.authorizer.principalId',
      subject: '$context.authorizer.claims.sub',
    });
    expect(JSON.stringify(format)).not.toMatch(/header|query|body/i);
  });

  test('have the errors of API Gateway without data of requests, in a group that exists before the stage', () => {
    const template = apiWith();

    template.hasResource('AWS::ApiGateway::Stage', {
      Properties: { MethodSettings: [Match.objectLike({ LoggingLevel: 'ERROR', DataTraceEnabled: false })] },
      DependsOn: Match.arrayWith(['ApiExecutionLog4D3E3207', 'ApiAccount91781BEA']),
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', ['API-Gateway-Execution-Logs_', { Ref: 'Api9AF3637B' }, '/live']] },
    });
  });
});

describe('the service', () => {
  test('runs on arm64, in JSON logs and in traces, and ends before API Gateway gives up on it', () => {
    apiWith().hasResourceProperties('AWS::Lambda::Function', {
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Timeout: 28,
      LoggingConfig: Match.objectLike({ LogFormat: 'JSON', LogGroup: { Ref: 'ApiServiceLogGroup04B8602E' } }),
      TracingConfig: { Mode: 'Active' },
      KmsKeyArn: Match.stringLikeRegexp(':key/'),
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('trusts the certificates of RDS and has the environment it was given', () => {
    apiWith({ environment: { TENANT_ID: 'acme' } }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem', TENANT_ID: 'acme' } },
    });
  });

  test('is traced nowhere if told so', () => {
    const template = apiWith({ tracing: false });

    template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
    template.hasResourceProperties('AWS::ApiGateway::Stage', { TracingEnabled: false });
  });

  test('is attached to the network, where its own code may do nothing to network interfaces', () => {
    const { stack } = aStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['eu-central-1a'],
      isolatedSubnetIds: ['subnet-1'],
      isolatedSubnetRouteTableIds: ['rtb-1'],
    });
    const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'SecurityGroup', 'sg-1')];

    new TenantApi(stack, 'Api', { ...someProps(stack), vpc, securityGroups });

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': ['ApiServiceLogGroup04B8602E', 'Arn'] },
          },
          Match.objectLike({ Sid: 'DenyNetworkInterfacesToCode', Effect: 'Deny' }),
          { Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Effect: 'Allow', Resource: '*' },
        ],
      },
    });
  });

  test('takes over step by step by default, and is taken back when it fails', () => {
    const template = apiWith();

    template.hasResource('AWS::Lambda::Alias', {
      Properties: { Name: 'live' },
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: Match.anyValue() },
    });
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      AlarmConfiguration: { Alarms: [{ Name: { Ref: 'ApiAliasErrors7FE4BA2C' } }], Enabled: true },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: Match.arrayWith([
        { Name: 'Resource', Value: { 'Fn::Join': ['', [{ Ref: 'ApiService44DB9EA0' }, ':live']] } },
      ]),
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });

  test('takes over at once if told so, with neither alarm nor CodeDeploy to pay for', () => {
    const template = apiWith({ deployment: 'all-at-once' });

    template.hasResource('AWS::Lambda::Alias', { Properties: { Name: 'live' }, UpdatePolicy: Match.absent() });
    template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

describe('the callers', () => {
  test('are people an administrator added, with a second factor, in a pool that stays', () => {
    apiWith().hasResource('AWS::Cognito::UserPool', {
      Properties: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        DeletionProtection: 'ACTIVE',
        Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 14, PasswordHistorySize: 4 }) },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('are the people of the pool given, and of no other', () => {
    const { stack } = aStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'People', 'eu-central-1_people');

    const api = new TenantApi(stack, 'Api', { ...someProps(stack), authorizer: { userPool } });

    expect(api.userPool).toBe(userPool);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'COGNITO_USER_POOLS',
      ProviderARNs: [Match.stringLikeRegexp(':userpool/eu-central-1_people$')],
    });
  });

  test('hold tokens of an issuer, checked outside of the network', () => {
    const template = apiWith({ authorizer: OIDC });

    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'TOKEN',
      IdentitySource: 'method.request.header.Authorization',
      IdentityValidationExpression: '^[Bb]earer +[-_0-9A-Za-z]+\\.[-_0-9A-Za-z]+\\.[-_0-9A-Za-z]+$',
      AuthorizerResultTtlInSeconds: 300,
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { ISSUER: 'https://login.example.com', AUDIENCE: '["tenant-api"]' } },
      VpcConfig: Match.absent(),
    });
  });

  test('may be allowed to ask for health, and nothing else', () => {
    const { stack } = aStack();
    const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
    const api = new TenantApi(stack, 'Api', someProps(stack));

    api.grants.invokeHealth(operator);

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^Operator') }],
      PolicyDocument: {
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: {
              'Fn::Join': [
                '',
                [
                  Match.stringLikeRegexp(':execute-api:eu-central-1:111122223333:$'),
                  { Ref: 'Api9AF3637B' },
                  '/',
                  { Ref: 'ApiDeploymentStagelive0EE14974' },
                  '/GET/health',
                ],
              ],
            },
          },
        ],
      },
    });
  });
});

describe('the firewall', () => {
  test('is not there by default', () => {
    apiWith().resourceCountIs('AWS::WAFv2::WebACL', 0);
  });

  test('stands before the stage, with the rules of AWS and a rate for each address', () => {
    const template = apiWith({ webAcl: true });

    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      Scope: 'REGIONAL',
      Rules: [
        'RatePerAddress',
        'AWSManagedRulesCommonRuleSet',
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesSQLiRuleSet',
      ].map((Name, Priority) => Match.objectLike({ Name, Priority })),
    });
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: {
        'Fn::Join': [
          '',
          [
            Match.stringLikeRegexp(':apigateway:eu-central-1::/restapis/$'),
            { Ref: 'Api9AF3637B' },
            '/stages/',
            { Ref: 'ApiDeploymentStagelive0EE14974' },
          ],
        ],
      },
    });
  });

  test('logs what it refuses, without credentials', () => {
    const template = apiWith({ webAcl: true });

    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'x-api-key' } }],
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', ['aws-waf-logs-', { Ref: 'Api9AF3637B' }]] },
    });
  });
});

describe('the custom domain', () => {
  test('is the only name the API answers under', () => {
    const { stack } = aStack();

    const api = new TenantApi(stack, 'Api', {
      ...someProps(stack),
      customDomain: { name: 'api.acme.example.com', certificate: aCertificate(stack) },
    });

    expect(api.url).toBe('https://api.acme.example.com/');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'api.acme.example.com',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
    });
    template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', {
      RestApiId: { Ref: 'Api9AF3637B' },
      Stage: { Ref: 'ApiDeploymentStagelive0EE14974' },
    });
  });
});

test('refuses props that cannot work, all at once', () => {
  const { stack } = aStack();
  const props = someProps(stack);
  const create = () =>
    new TenantApi(stack, 'Api', {
      ...props,
      subnets: {},
      throttle: { rateLimit: 0, burstLimit: 1.5 },
      quota: { ...props.quota, limit: -1 },
      cors: {
        allowOrigins: ['*', 'https://*.example.com', 'http://app.example.com', 'https://app.example.com/'],
      },
      authorizer: { issuer: 'http://login.example.com', audience: [] },
      customDomain: { name: 'https://api.example.com', certificate: aCertificate(stack) },
    });

  expect(create).toThrow(
    [
      'invalid props for Test/Api',
      '  - subnets and securityGroups need vpc, the network they are in',
      '  - throttle.rateLimit must be over 0 requests a second, got 0',
      '  - throttle.burstLimit must be a whole number from 1, got 1.5',
      '  - quota.limit must be a whole number from 1, got -1',
      '  - cors.allowOrigins must be https origins without a path, such as "https://app.example.com", got "*", "https://*.example.com", "http://app.example.com", "https://app.example.com/"',
      '  - authorizer.issuer must be an https address without query, got "http://login.example.com"',
      '  - authorizer.audience must name at least one audience; without one, tokens made out for others would be accepted',
      '  - customDomain.name must be a full name in lower case, such as "api.example.com", got "https://api.example.com"',
    ].join('\n'),
  );
});

test('refuses CORS without an origin', () => {
  expect(() => apiWith({ cors: { allowOrigins: [] } })).toThrow(
    'invalid props for Test/Api\n  - cors.allowOrigins must name at least one origin; leave out cors to allow none',
  );
});

function aCertificate(stack: Stack): acm.ICertificate {
  const arn = stack.formatArn({ service: 'acm', resource: 'certificate', resourceName: 'one' });
  return acm.Certificate.fromCertificateArn(stack, 'Certificate', arn);
}

function apiWith(props: Partial<TenantApiProps> = {}): Template {
  const { stack } = aStack();
  new TenantApi(stack, 'Api', { ...someProps(stack), ...props });
  return Template.fromStack(stack);
}

interface MethodProperties {
  readonly HttpMethod: string;
  readonly AuthorizationType: string;
  readonly ApiKeyRequired?: boolean;
  readonly RequestValidatorId?: unknown;
  readonly RequestModels?: unknown;
  readonly Integration: {
    readonly IntegrationResponses?: readonly { readonly ResponseParameters?: Readonly<Record<string, string>> }[];
  };
  /** Last part of the path. */
  readonly path: string;
}

function methodsOf(template: Template): readonly MethodProperties[] {
  const paths = template.findResources('AWS::ApiGateway::Resource');
  return Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => ({
    ...Properties,
    path: paths[Properties.ResourceId.Ref]?.['Properties'].PathPart,
  }));
}

/** The headers of a preflight's answer, by name; API Gateway keeps constants in single quotes. */
function preflightHeaders({ IntegrationResponses = [] }: MethodProperties['Integration']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(IntegrationResponses[0]?.ResponseParameters ?? {}).map(([name, value]) => [
      name.replace('method.response.header.', ''),
      value,
    ]),
  );
}
