import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Uint8ArrayBlobAdapter } from '@smithy/util-stream';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-jest';
import type { FirstLoginProperties } from '../../../constructs/tenant-database/first-login-handler/event';
import { firstLogin } from '../../../constructs/tenant-database/first-login-handler/first-login';
import type { PrepareResult } from '../../../constructs/tenant-database/prepare-handler/event';
