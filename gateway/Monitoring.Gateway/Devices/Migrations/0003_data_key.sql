-- The key that the device encrypts its data area with (HJ 212-2025, SM4), 32 hexadecimal digits. In clear, as the password is: the file is its owner's only.
ALTER TABLE device ADD COLUMN data_key TEXT;
