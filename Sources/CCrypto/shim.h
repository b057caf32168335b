#pragma once
// SHA256_CTX lives on the stack: the EVP interface allocates for every digest, which costs five
// times as much for the 65 bytes of a Merkle node.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
