"""moto 5.2.1 with the corrections that deploying tenants with the CDK needs; see docs/emulator.md.

One file corrects one thing, and says what moto gets wrong. Importing a module applies its corrections.
"""
