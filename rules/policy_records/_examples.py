"""Public keys for the examples of the rules about DKIM, and the strings of a TXT record that hold one."""

KEY_512 = (
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKse/cD5AvyY0oCo2Kn+Yh9xa3C71XLMqrSpcs9ychShUeT6nUYZ7nPFVcbdTGdxyyxg"
    "Ulthrxc1JpWWLw/dddsCAwEAAQ=="
)
KEY_1024 = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC8kpvqlyZLWEx2mWmD8KjqSqh0ScujBaPdZg5S/neBMoNKZtrL2iVhXh3ZIzN4"
    "7NOc0HBiPyCMxm+/+tvFhmFWG5NLb2gpp75WOo01exE5j67t4MebdqsSwrgB+oMRxffU8a2quzlAW4pKQ1x+bCq0b14D7B16Bt6V"
    "uVjhaUgERwIDAQAB"
)
KEY_2048 = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4grFS4tqRUG3sqiJoGNgHyvBVCd2q/Y8oTEHNTjVV/nej/W8wcACad4y"
    "EOpgtSBGfH99eZFiCsB0wrgSrqmRojvx5Rr7Dsxt3aHJUczbXydxHctbUhG68jy3tzLklgTaMNn6yuQk5DvrQ8mF/6agOmYOO/c/"
    "ZUUl+7CGXNWVcZoH3DY19g+yS1t4/Jp4QjkhkPeCmY8GqrY3rh5WWM4hfHwcR5+ADuSeOnRemOVg3e5t5JDynWf8np+/iXip6WPx"
    "QFWxQHP/AbHIZQj6AkZmzLhFq8f53fHzUq9iG4MG16Q8gJxEYJengXf0YcOt+OPCC3QwV/a/NH/6H42NpVAl/QIDAQAB"
)
KEY_4096 = (
    "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAt5vQlBpSS2r9pnyJU+i86XqCyy6v0L8Mk7yfXhAGtHIAVYF13KmmXoeP"
    "wmqgKHPCOVmRr5oE7szMGm3EYYf3ru6BlTCvV4TOBXdKK3feOxPKq2KKth1aSyuCgRP+hB/FcvjQ8HSucxVtZCtW1kRf/R/9rpUc"
    "ITkYvLiBATXJQ9ruprFmE1cZOtBQvkph6ESY7Jw9+qHZC2k93U65UrstASxNvHHe6fY0zON7rTB9OGuIzQCf71oNW/ze617ZEdBs"
    "K/e+mPWXmQE6FrSoQq6+K1HIgU5U2qa1VXAWZYl2MD+MzpLOEuHMd8CBAnBI3Hd1lF54nkx9dV1+l+vA40FxdatjvKTboPvsSTrR"
    "KF80lImucJydnfdJ2YW9kq6uhuZcXzq2BlLvRUhkpvJO/x8n8JV6qJ1tT6rJl1nYmn2yGgOxGMiQLWAxIKTO3LMNkDIQxe5hyCdN"
    "wpWI9M0y7Mrz68C16it3M89aJNlCHxozSDKLKL3SbYFrxLKuZSPlXgxfmhf7CSOva5UXTo/kzePwppo5zTDwL12coi+lsOKs3h4M"
    "FYGnxhQA6EcmN4ZO35UOCokqxVsqKX7M10qlpp/VVlXC4XNhok696G5Q3DAR6/hHMfRaEEy1IsBHXjX75bBCgNyAd4DsKuI57g3P"
    "z1B9rWvxZhAiVxv0FW4jit3GnncCAwEAAQ=="
)
KEY_ED25519 = "RVwS7eVp8Ykq0GdzM2k3cWnO1tXvB5hJ4aZfLqPu6sE="


def strings(text: str) -> str:
    """Return `text` as the quoted strings of a TXT record, each of at most 255 characters."""
    return " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))
