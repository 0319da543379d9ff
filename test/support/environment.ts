// The template validation built into CDK costs seconds per process; CI runs it on the synthesized sample fleet.
process.env.CDK_VALIDATION = 'false';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
